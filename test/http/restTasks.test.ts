import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { ask, at, textAt } from "../harness/http/ask.ts"
import { open } from "../harness/http/EventStream.ts"
import { restHost } from "../harness/http/restHost.ts"
import { watch } from "../harness/http/Watcher.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const started = (url: string, tool: string, args: object = {}) =>
  Effect.map(ask(`${url}/tasks`, { json: { tool, arguments: args } }), ({ json }) => textAt(json, "task_id"))

describe("tasks over REST", () => {
  it.live("start with an id and the address of their events on the host that was asked", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost()
      const { json, status } = yield* ask(`${url}/tasks/`, { json: { tool: "gated", arguments: {} } })
      const id = textAt(json, "task_id")
      assert.match(id, /^task-[0-9a-f]{8}$/)
      const here = url.replace("http://", "")
      assert.deepStrictEqual([status, json], [200, {
        task_id: id,
        status: "started",
        websocket_url: `ws://${here}/ws/${id}`
      }])
      const port = new URL(url).port
      const named = yield* ask(`http://localhost:${port}/tasks`, { json: { tool: "gated" } })
      assert.match(textAt(named.json, "websocket_url"), new RegExp(`^ws://localhost:${port}/ws/task-`))
      const proxied = yield* ask(`${url}/tasks`, { json: { tool: "gated" }, headers: { "x-forwarded-proto": "https" } })
      assert.match(textAt(proxied.json, "websocket_url"), /^wss:/)
    }))

  it.live("show how far they are, and have a result when they have ended, 409 before", () =>
    Effect.gen(function*() {
      const { open, tasks, url } = yield* restHost()
      const id = yield* started(url, "gated")
      const { json: running } = yield* ask(`${url}/tasks/${id}`)
      assert.deepInclude(running, {
        task_id: id,
        status: "generating",
        goal: "gated",
        tool: "gated",
        actor: "rest",
        progress: 0.25,
        message: "waiting",
        current_module: null,
        iteration: 0,
        modules_complete: 0,
        total_modules: 0
      })
      const early = yield* ask(`${url}/tasks/${id}/results`)
      assert.deepStrictEqual([early.status, at(early.json, "error", "code")], [409, "TASK_RUNNING"])
      yield* open
      yield* tasks.await(id)
      const { json: ended } = yield* ask(`${url}/tasks/${id}`)
      assert.deepStrictEqual([at(ended, "status"), at(ended, "progress")], ["completed", 1])
      assert.isAtLeast(Date.parse(textAt(ended, "ended_at")), Date.parse(textAt(ended, "created_at")))
      assert.deepStrictEqual((yield* ask(`${url}/tasks/${id}/results`)).json, {
        task_id: id,
        status: "completed",
        content: [{ type: "text", text: "through" }]
      })
    }))

  it.live("that fail leave the reason as their result", () =>
    Effect.gen(function*() {
      const { tasks, url } = yield* restHost()
      const id = yield* started(url, "refuse")
      yield* tasks.await(id)
      const { json, status } = yield* ask(`${url}/tasks/${id}/results`)
      assert.deepStrictEqual([status, at(json, "status"), at(json, "error")], [200, "failed", "It does not want to."])
    }))

  it.live("are cancelled: the answer comes when the work has ended, and to cancel again changes nothing", () =>
    Effect.gen(function*() {
      const { interrupted, url } = yield* restHost()
      const id = yield* started(url, "gated")
      const first = yield* ask(`${url}/tasks/${id}`, { method: "DELETE" })
      assert.deepStrictEqual(interrupted(), ["gated"])
      assert.deepStrictEqual([first.status, at(first.json, "status")], [200, "stopped"])
      const again = yield* ask(`${url}/tasks/${id}`, { method: "DELETE" })
      assert.deepStrictEqual([again.status, again.json], [200, first.json])
    }))

  it.live("run five at once, and are listed with the newest first", () =>
    Effect.gen(function*() {
      const { open, tasks, url } = yield* restHost()
      const ids = yield* Effect.forEach([1, 2, 3, 4, 5], () => started(url, "gated"))
      const { json } = yield* ask(`${url}/tasks`)
      assert.deepStrictEqual(ids.map((_, index) => at(json, "tasks", index, "task_id")), ids.toReversed())
      assert.deepStrictEqual(ids.map((_, index) => at(json, "tasks", index, "status")), Array(5).fill("generating"))
      yield* open
      const ended = yield* Effect.forEach(ids, tasks.await)
      assert.deepStrictEqual(ended.map(({ status }) => status), Array(5).fill("completed"))
    }))

  it.live("beyond the limit are refused with 429 and when to come again", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost({ tasks: { running: 1 } })
      yield* started(url, "gated")
      const { headers, json, status } = yield* ask(`${url}/tasks`, { json: { tool: "gated" } })
      assert.deepStrictEqual([status, at(json, "error", "code")], [429, "TOO_MANY_TASKS"])
      assert.match(headers.get("retry-after") ?? "", /^\d+$/)
    }))

  it.live("are all cancelled when the server ends, whoever watches", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const { interrupted, url, ws } = yield* Scope.provide(restHost(), scope)
      const [id = ""] = yield* Effect.forEach([1, 2, 3], () => started(url, "gated"))
      const watcher = yield* watch(`${ws}/ws/${id}`)
      const stream = yield* open(`${url}/tasks/${id}/logs/stream`)
      const bus = yield* watch(`${ws}/ws`)
      yield* watcher.untilType("TASK_PROGRESS")
      yield* untilTrue("the progress", () => stream.events.length === 2)
      yield* Scope.close(scope, Exit.void)
      for (const { closed } of [watcher, bus]) {
        assert.deepStrictEqual(yield* closed, { code: 1001, reason: "the server ends" })
      }
      // To its end, and not cut: a client sees a failure where the last chunk is missing.
      yield* stream.ended
      assert.deepStrictEqual(stream.events.map(({ event }) => event), ["TASK_STARTED", "TASK_PROGRESS"])
      assert.deepStrictEqual(interrupted(), ["gated", "gated", "gated"])
    }))
})

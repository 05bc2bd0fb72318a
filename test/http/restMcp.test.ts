import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { ask, at, textAt } from "../harness/http/ask.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { all, watch } from "../harness/http/Watcher.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"

const revision = "2025-11-25"

/** The bridge as a process, over the demo application, with an MCP client. */
const opened = Effect.gen(function*() {
  const gateway = yield* Gateway.open(["--demo", "--caps", "tasks"])
  const { sdk } = yield* connect2(gateway.url, revision, "the agent")
  return { ...gateway, mcp: adapt(sdk, revision, gateway.stderr) }
})

const textOf = ({ content }: { readonly content: ReadonlyArray<unknown> }) => textAt(content, 0, "text")

/** Waits for a signal that never comes. */
const waiting = { tool: "qt_wait", arguments: { for: "signal", objectName: "nameEdit", signal: "returnPressed" } }

describe("one table of tasks behind every door", () => {
  it.live("a task of a REST client is seen, read and cancelled by an MCP client, and its watchers hear who did", () =>
    Effect.gen(function*() {
      const { mcp, url } = yield* opened
      const started = yield* ask(`${url}/tasks`, { json: waiting })
      const id = textAt(started.json, "task_id")
      const watcher = yield* watch(textAt(started.json, "websocket_url"))
      const bus = yield* watch(`${url.replace("http", "ws")}/ws?topic=${id}&from=1`)
      assert.include(textOf(yield* mcp.call("task_list")), id)
      assert.include(textAt(yield* mcp.read(`task://${id}`), "contents", 0, "text"), id)
      yield* mcp.call("task_cancel", { task_id: id, reason: "enough" })
      assert.strictEqual((yield* watcher.closed).code, 1000)
      assert.deepStrictEqual(watcher.frames.at(-1)?.["data"], { reason: "enough" })
      const { json } = yield* ask(`${url}/tasks/${id}`)
      assert.deepStrictEqual([at(json, "status"), at(json, "actor")], ["stopped", "rest"])
      yield* bus.untilType("TASK_STOPPED")
      assert.deepStrictEqual([all(bus, "actor")[0], all(bus, "actor").at(-1)], ["rest", "the agent"])
    }))

  it.live("a task of an MCP client is seen, watched and cancelled by a REST client", () =>
    Effect.gen(function*() {
      const { mcp, url } = yield* opened
      yield* mcp.call("task_start", waiting)
      const { json: listed } = yield* ask(`${url}/tasks`)
      const id = textAt(listed, "tasks", 0, "task_id")
      assert.deepStrictEqual([at(listed, "tasks", 0, "actor"), at(listed, "tasks", 0, "tool")], [
        "the agent",
        "qt_wait"
      ])
      const watcher = yield* watch(`${url.replace("http", "ws")}/ws/${id}`)
      assert.strictEqual((yield* ask(`${url}/tasks/${id}`, { method: "DELETE" })).status, 200)
      yield* watcher.closed
      assert.deepStrictEqual(all(watcher, "seq"), watcher.frames.map((_, index) => index + 1))
      assert.include(textOf(yield* mcp.call("task_status", { task_id: id })), "stopped")
    }))

  it.live("drives the application: a tool called by REST, and as a task with its result", () =>
    Effect.gen(function*() {
      const { url } = yield* opened
      assert.deepStrictEqual((yield* ask(`${url}/health`)).json, { status: "ok", backend: "idle" })
      const called = yield* ask(`${url}/tools/qt_ping`, { json: {} })
      assert.deepStrictEqual([called.status, at(called.json, "isError")], [200, false])
      assert.deepStrictEqual((yield* ask(`${url}/health`)).json, { status: "ok", backend: "ready" })
      const { json: started } = yield* ask(`${url}/tasks`, { json: { tool: "qt_ping" } })
      const watcher = yield* watch(textAt(started, "websocket_url"))
      yield* watcher.closed
      const { json, status } = yield* ask(`${url}/tasks/${textAt(started, "task_id")}/results`)
      assert.deepStrictEqual([status, at(json, "status")], [200, "completed"])
      assert.isAbove(textAt(json, "content", 0, "text").length, 0)
    }))

  it.live("ends with the process: watchers are closed, and it is gone in time", () =>
    Effect.gen(function*() {
      const gateway = yield* opened
      const { json } = yield* ask(`${gateway.url}/tasks`, { json: waiting })
      const watcher = yield* watch(textAt(json, "websocket_url"))
      yield* watcher.untilType("TASK_STARTED")
      gateway.signal("SIGTERM")
      assert.deepStrictEqual(yield* Effect.timeout(gateway.ended, "4 seconds"), { code: 0, signal: null })
      assert.strictEqual((yield* watcher.closed).code, 1001)
    }))
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { ask, at } from "../harness/http/ask.ts"
import { restHost } from "../harness/http/restHost.ts"
import { all, watch } from "../harness/http/Watcher.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe("the WebSocket of a task", () => {
  it.live("gives every watcher every event, numbered without a gap, and closes after the last", () =>
    Effect.gen(function*() {
      const { open, tasks, ws } = yield* restHost()
      const { id } = yield* tasks.startTool("gated", {})
      const watchers = yield* Effect.forEach([1, 2, 3], () => watch(`${ws}/ws/${id}`))
      yield* Effect.forEach(watchers, (watcher) => watcher.untilType("TASK_PROGRESS"))
      yield* open
      for (const watcher of watchers) {
        assert.deepStrictEqual(yield* watcher.closed, { code: 1000, reason: "the task has ended" })
        assert.deepStrictEqual(all(watcher, "type"), ["TASK_STARTED", "TASK_PROGRESS", "TASK_COMPLETE"])
        assert.deepStrictEqual(all(watcher, "seq"), [1, 2, 3])
        assert.deepStrictEqual(all(watcher, "task_id"), [id, id, id])
        assert.deepStrictEqual(watcher.frames[0]?.["data"], { goal: "gated", tool: "gated" })
        for (const time of all(watcher, "timestamp")) assert.isAbove(Date.parse(String(time)), 1.6e12)
      }
    }))

  it.live("tells a late watcher everything from TASK_STARTED on", () =>
    Effect.gen(function*() {
      const { tasks, ws } = yield* restHost()
      const { id } = yield* tasks.startTool("steps", { count: 300 })
      yield* tasks.await(id)
      const watcher = yield* watch(`${ws}/ws/${id}`)
      yield* watcher.closed
      assert.strictEqual(watcher.frames[0]?.["type"], "TASK_STARTED")
      assert.deepStrictEqual(all(watcher, "seq"), upTo(302))
    }))

  it.live("says how many events are gone, after TASK_STARTED and before what is left", () =>
    Effect.gen(function*() {
      const { tasks, ws } = yield* restHost()
      const { id } = yield* tasks.startTool("steps", { count: 5000 })
      yield* tasks.await(id)
      const watcher = yield* watch(`${ws}/ws/${id}`)
      yield* watcher.closed
      assert.deepStrictEqual(all(watcher, "type").slice(0, 3), ["TASK_STARTED", "DROPPED", "TASK_PROGRESS"])
      const gone = Number(at(watcher.frames[1], "data", "count"))
      assert.isAbove(gone, 1000)
      assert.isUndefined(watcher.frames[1]?.["seq"])
      assert.deepStrictEqual(all(watcher, "seq"), [1, ...upTo(5002).slice(1 + gone)])
    }))

  it.live("ends for a watcher of a task whose last event is gone as well", () =>
    Effect.gen(function*() {
      const { events, tasks, ws } = yield* restHost()
      const { id } = yield* tasks.startTool("steps", { count: 3 })
      yield* tasks.await(id)
      for (let topic = 0; topic < 11; topic += 1) {
        for (let event = 0; event < 2000; event += 1) {
          yield* events.publish({ topic: `flood ${topic}`, type: "flood", data: {}, actor: "app" })
        }
      }
      const watcher = yield* watch(`${ws}/ws/${id}`)
      assert.strictEqual((yield* watcher.closed).code, 1000)
      assert.deepStrictEqual(all(watcher, "type"), ["TASK_STARTED", "DROPPED"])
      assert.deepStrictEqual(at(watcher.frames[1], "data"), { count: 4 })
    }))

  it.live("passes on what a person says, as an event of the actor ws, and nothing a person says wrongly", () =>
    Effect.gen(function*() {
      const { events, open, tasks, ws } = yield* restHost()
      const { id } = yield* tasks.startTool("gated", {})
      const watcher = yield* watch(`${ws}/ws/${id}`)
      const other = yield* watch(`${ws}/ws/${id}`)
      const long = JSON.stringify({ type: "INTERVENTION", guidance: "x".repeat(20_001) })
      const wrong = ["", "{", "[]", "{\"type\":\"STOP\"}", "{\"type\":\"INTERVENTION\"}", long, Uint8Array.of(1, 2)]
      for (const frame of wrong) watcher.send(frame)
      watcher.send(JSON.stringify({ type: "INTERVENTION", guidance: "faster" }))
      yield* other.untilType("INTERVENTION")
      yield* open
      yield* watcher.closed
      yield* other.closed
      const errors = watcher.frames.filter(({ type }) => type === "ERROR")
      assert.deepStrictEqual(errors.map(({ data }) => at(data, "code")), wrong.map(() => "INVALID_FRAME"))
      assert.deepStrictEqual(all(watcher, "seq"), [1, 2, 3, 4])
      assert.deepStrictEqual(
        all(other, "type"),
        ["TASK_STARTED", "TASK_PROGRESS", "INTERVENTION", "TASK_COMPLETE"]
      )
      const { events: told } = yield* events.page({ topic: id })
      assert.deepStrictEqual(told.map(({ actor }) => actor), ["local", "local", "ws", "local"])
    }))

  it.live("of a task there is not says so and closes with 4404", () =>
    Effect.gen(function*() {
      const { ws } = yield* restHost()
      const watcher = yield* watch(`${ws}/ws/task-00000000`)
      assert.deepStrictEqual(yield* watcher.closed, { code: 4404, reason: "unknown task" })
      assert.deepStrictEqual(all(watcher, "type"), ["ERROR"])
      assert.strictEqual(at(watcher.frames[0], "data", "code"), "UNKNOWN_TASK")
    }))

  it.live("closes with 1009 on a frame that is too large", () =>
    Effect.gen(function*() {
      const { tasks, ws } = yield* restHost({ limits: { frameBytes: 1000 } })
      const { id } = yield* tasks.startTool("gated", {})
      const watcher = yield* watch(`${ws}/ws/${id}`)
      watcher.send(JSON.stringify({ type: "INTERVENTION", guidance: "x".repeat(2000) }))
      assert.strictEqual((yield* watcher.closed).code, 1009)
      assert.strictEqual((yield* tasks.get(id)).status, "generating")
    }))

  it.live("a watcher that leaves takes nothing with it", () =>
    Effect.gen(function*() {
      const { open, tasks, ws } = yield* restHost()
      const { id } = yield* tasks.startTool("gated", {})
      yield* Effect.scoped(Effect.flatMap(watch(`${ws}/ws/${id}`), (leaving) => leaving.untilType("TASK_PROGRESS")))
      const watcher = yield* watch(`${ws}/ws/${id}`)
      yield* open
      yield* watcher.closed
      assert.deepStrictEqual(all(watcher, "seq"), [1, 2, 3])
    }))

  it.live("asks for the upgrade where there is none", () =>
    Effect.gen(function*() {
      const { url } = yield* restHost()
      const { headers, status } = yield* ask(`${url}/ws/task-00000000`)
      assert.deepStrictEqual([status, headers.get("upgrade")], [426, "websocket"])
    }))

  it.live("passes the same door: Origin and token are checked before the upgrade", () =>
    Effect.gen(function*() {
      const { tasks, ws } = yield* restHost({ token: "sesame" })
      const { id } = yield* tasks.startTool("gated", {})
      const refused = (headers: Readonly<Record<string, string>>) =>
        Effect.map(Effect.flip(watch(`${ws}/ws/${id}`, headers)), ({ status }) => status)
      const authorization = "Bearer sesame"
      assert.strictEqual(yield* refused({}), 401)
      assert.strictEqual(yield* refused({ authorization, origin: "http://elsewhere.example" }), 403)
      const watcher = yield* watch(`${ws}/ws/${id}`, { authorization })
      yield* watcher.untilType("TASK_STARTED")
    }))
})

describe("the WebSocket of the bus", () => {
  it.live("tells of every task and every call from now on, and of who acted", () =>
    Effect.gen(function*() {
      const { events, registry, tasks, ws } = yield* restHost()
      yield* registry.call("echo", { text: "before" })
      const { next: first } = yield* events.page()
      const watcher = yield* watch(`${ws}/ws`)
      const { id } = yield* tasks.startTool("echo", { text: "after" })
      yield* watcher.untilType("TASK_COMPLETE")
      const { events: told } = yield* events.page({ from: first })
      assert.deepStrictEqual(all(watcher, "seq"), told.map(({ seq }) => seq))
      assert.deepStrictEqual(all(watcher, "topic"), told.map(({ topic }) => topic))
      assert.deepStrictEqual(all(watcher, "actor"), told.map(({ actor }) => actor))
      assert.sameMembers([...new Set(all(watcher, "topic"))], [id, "tools"])
    }))

  it.live("begins where it is told to, with one topic where one is given", () =>
    Effect.gen(function*() {
      const { events, ws } = yield* restHost()
      for (const topic of ["a", "b", "a", "b"]) yield* events.publish({ topic, type: "t", data: {}, actor: "app" })
      const watcher = yield* watch(`${ws}/ws?from=2&topic=a`)
      yield* untilTrue("what was", () => watcher.frames.length === 1)
      yield* events.publish({ topic: "b", type: "t", data: {}, actor: "app" })
      yield* events.publish({ topic: "a", type: "last", data: {}, actor: "app" })
      yield* watcher.untilType("last")
      assert.deepStrictEqual(all(watcher, "seq"), [3, 6])
      assert.strictEqual((yield* Effect.flip(watch(`${ws}/ws?from=soon`))).status, 400)
    }))

  it.live("takes no frames, and says so", () =>
    Effect.gen(function*() {
      const { ws } = yield* restHost()
      const watcher = yield* watch(`${ws}/ws`)
      watcher.send("{}")
      assert.strictEqual(at(yield* watcher.untilType("ERROR"), "data", "code"), "INVALID_FRAME")
    }))
})

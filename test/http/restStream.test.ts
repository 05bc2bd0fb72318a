import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { at } from "../harness/http/ask.ts"
import { type EventStream, open } from "../harness/http/EventStream.ts"
import { restHost } from "../harness/http/restHost.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const ids = ({ events }: EventStream) => events.map(({ id }) => id)
const types = ({ events }: EventStream) => events.map(({ event }) => event)

describe("the server-sent events of a task", () => {
  it.live("come from the first on with their numbers as ids, and end with the task", () =>
    Effect.gen(function*() {
      const gateway = yield* restHost()
      const { id } = yield* gateway.tasks.startTool("gated", {})
      const stream = yield* open(`${gateway.url}/tasks/${id}/logs/stream`)
      assert.strictEqual(stream.status, 200)
      assert.match(stream.headers.get("content-type") ?? "", /^text\/event-stream/)
      yield* untilTrue("progress", () => types(stream).includes("TASK_PROGRESS"))
      yield* gateway.open
      yield* stream.ended
      assert.deepStrictEqual(types(stream), ["TASK_STARTED", "TASK_PROGRESS", "TASK_COMPLETE"])
      assert.deepStrictEqual(ids(stream), ["1", "2", "3"])
      const frame: unknown = JSON.parse(stream.events[0]?.data ?? "")
      assert.deepStrictEqual([at(frame, "type"), at(frame, "task_id"), at(frame, "seq")], ["TASK_STARTED", id, 1])
    }))

  it.live("go on after Last-Event-ID, and say 204 to who has seen them all of a task that has ended", () =>
    Effect.gen(function*() {
      const { tasks, url } = yield* restHost()
      const { id } = yield* tasks.startTool("steps", { count: 5 })
      yield* tasks.await(id)
      const from = (last: string) => open(`${url}/tasks/${id}/logs/stream`, { "last-event-id": last })
      const stream = yield* from("4")
      yield* stream.ended
      assert.deepStrictEqual(ids(stream), ["5", "6", "7"])
      assert.strictEqual((yield* from("7")).status, 204)
      assert.strictEqual((yield* from("x")).status, 400)
    }))

  it.live("say how many are gone", () =>
    Effect.gen(function*() {
      const { tasks, url } = yield* restHost()
      const { id } = yield* tasks.startTool("steps", { count: 3000 })
      yield* tasks.await(id)
      const stream = yield* open(`${url}/tasks/${id}/logs/stream`)
      yield* stream.ended
      assert.deepStrictEqual(types(stream).slice(0, 3), ["TASK_STARTED", "DROPPED", "TASK_PROGRESS"])
      const gone = Number(at(JSON.parse(stream.events[1]?.data ?? ""), "data", "count"))
      assert.strictEqual(Number(stream.events[2]?.id), 2 + gone)
      assert.strictEqual(stream.events.at(-1)?.id, "3002")
    }))

  it.live("keep the connection with comments while nothing happens, and let it go where they are not taken", () =>
    Effect.gen(function*() {
      const { tasks, url } = yield* restHost({ watchers: { heartbeat: "50 millis", drain: "1 second" } })
      const { id } = yield* tasks.startTool("gated", {})
      const stream = yield* open(`${url}/tasks/${id}/logs/stream`)
      yield* untilTrue("heartbeats", () => stream.text().split(": heartbeat\n\n").length > 3)
      assert.deepStrictEqual(ids(stream), ["1", "2"])
    }))
})

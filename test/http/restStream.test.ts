import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { connect } from "node:net"
import { at } from "../harness/http/ask.ts"
import { type EventStream, open } from "../harness/http/EventStream.ts"
import { restHost } from "../harness/http/restHost.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const ids = ({ events }: EventStream) => events.map(({ id }) => id)
/** A client that is no HTTP client. */
const connected = (url: string) =>
  Effect.acquireRelease(
    Effect.sync(() => connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined)),
    (client) => Effect.sync(() => void client.destroy())
  )

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

  it.live("begin anew for a Last-Event-ID that the task has not come to", () =>
    Effect.gen(function*() {
      const gateway = yield* restHost()
      const { id } = yield* gateway.tasks.startTool("gated", {})
      const stream = yield* open(`${gateway.url}/tasks/${id}/logs/stream`, { "last-event-id": "99" })
      yield* untilTrue("progress", () => types(stream).includes("TASK_PROGRESS"))
      yield* gateway.open
      yield* stream.ended
      assert.deepStrictEqual(types(stream), ["TASK_STARTED", "TASK_PROGRESS", "TASK_COMPLETE"])
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

  it.live("keep the connection with comments while nothing happens", () =>
    Effect.gen(function*() {
      const { tasks, url } = yield* restHost({ watchers: { heartbeat: "50 millis", drain: "1 second" } })
      const { id } = yield* tasks.startTool("gated", {})
      const stream = yield* open(`${url}/tasks/${id}/logs/stream`)
      yield* untilTrue("heartbeats", () => stream.text().split(": heartbeat\n\n").length > 3)
      assert.deepStrictEqual(ids(stream), ["1", "2"])
    }))

  it.live("do not wait for ever for a client that takes none of them", () =>
    Effect.gen(function*() {
      const { tasks, url } = yield* restHost({ watchers: { heartbeat: "50 millis", drain: "300 millis" } })
      const { id } = yield* tasks.startTool("steps", { count: 1500, size: 20_000 })
      const client = yield* connected(url)
      client.write(`GET /tasks/${id}/logs/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`)
      client.pause()
      yield* tasks.await(id)
      yield* Effect.sleep("1 second")
      let text = ""
      let isClosed = false
      client.on("data", (chunk) => void (text += String(chunk)))
      client.on("close", () => void (isClosed = true))
      client.resume()
      yield* untilTrue("the end of the connection", () => isClosed)
      assert.match(text, /^HTTP\/1\.1 200 OK/)
      assert.notInclude(text, "TASK_COMPLETE")
    }))
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as TestClock from "effect/testing/TestClock"
import { McpSessions } from "../../src/layers/http/McpSessions.ts"
import * as fixture from "../conformance/fixture/program.ts"
import { initialize, message } from "../harness/http/rpc.ts"

const sessions = McpSessions.layer().pipe(Layer.provide(fixture.layer))

const request = (method: string, session: Readonly<Record<string, string>> = {}) =>
  new Request("http://localhost/mcp", {
    method,
    headers: { accept: "application/json, text/event-stream", "content-type": "application/json", ...session }
  })

const begin = Effect.gen(function*() {
  const { answer } = yield* McpSessions
  const { headers } = yield* Effect.scoped(answer(request("POST"), initialize()))
  return { "mcp-session-id": headers.get("mcp-session-id") ?? "" }
})

const statusOfPing = Effect.fnUntraced(function*(session: Readonly<Record<string, string>>) {
  const { answer } = yield* McpSessions
  return (yield* Effect.scoped(answer(request("POST", session), message(2, "ping")))).status
})

describe("a session of which nothing is heard", () => {
  it.effect("is kept for half an hour", () =>
    Effect.gen(function*() {
      const { count } = yield* McpSessions
      const session = yield* begin
      yield* TestClock.adjust("29 minutes")
      assert.strictEqual(yield* count, 1)
      assert.strictEqual(yield* statusOfPing(session), 200)
      yield* TestClock.adjust("29 minutes")
      assert.strictEqual(yield* statusOfPing(session), 200)
      yield* TestClock.adjust("32 minutes")
      assert.strictEqual(yield* count, 0)
      assert.strictEqual(yield* statusOfPing(session), 404)
    }).pipe(Effect.provide(sessions)))

  it.effect("is kept for as long as a stream of it is open", () =>
    Effect.gen(function*() {
      const { answer, count } = yield* McpSessions
      const session = yield* begin
      const stream = yield* Scope.make()
      const { status } = yield* Scope.provide(answer(request("GET", session), undefined), stream)
      assert.strictEqual(status, 200)
      yield* TestClock.adjust("2 hours")
      assert.strictEqual(yield* count, 1)
      yield* Scope.close(stream, yield* Effect.exit(Effect.void))
      yield* TestClock.adjust("29 minutes")
      assert.strictEqual(yield* count, 1)
      yield* TestClock.adjust("3 minutes")
      assert.strictEqual(yield* count, 0)
    }).pipe(Effect.provide(sessions)))
})

describe("sessions", () => {
  it.effect("are never more than there may be, however many begin at once", () =>
    Effect.gen(function*() {
      const { answer, count } = yield* McpSessions
      const begun = Effect.map(answer(request("POST"), initialize()), ({ status }) => status)
      const statuses = yield* Effect.forEach(Array.from({ length: 8 }), () => begun, { concurrency: "unbounded" })
      assert.deepStrictEqual(statuses.toSorted(), [200, 200, 200, 503, 503, 503, 503, 503])
      assert.strictEqual(yield* count, 3)
    }).pipe(
      Effect.scoped,
      Effect.provide(Layer.provide(McpSessions.layer({ idle: "1 minute", most: 3 }), fixture.layer))
    ))
})

describe("an initialize that is refused", () => {
  it.effect("begins no session", () =>
    Effect.gen(function*() {
      const { answer, count } = yield* McpSessions
      const { status } = yield* Effect.scoped(answer(request("POST", { accept: "application/json" }), initialize()))
      assert.strictEqual(status, 406)
      assert.strictEqual(yield* count, 0)
    }).pipe(Effect.provide(sessions)))
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { toObject, toText } from "../../../src/layers/demo/toolkit/Json.ts"
import { attached, connect, eventually } from "./DemoClient.ts"

const pause = Effect.sleep(60)

describe("faults", () => {
  it.live("silent: not a frame, not a pong, not a close", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached({ faults: { silent: true } })
      let pongs = 0
      client.socket.on("pong", () => pongs++)
      client.post("ping")
      client.socket.ping()
      yield* pause
      client.socket.close(1000)
      yield* pause
      assert.deepStrictEqual([client.frames.length, pongs, client.isClosed()], [0, 0, false])
      assert.deepStrictEqual(yield* demo.requests, [{ method: "ping", params: undefined }])
    })))

  it.live("silentMethods: only those", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      yield* demo.setFaults({ silentMethods: ["qt.ping"] })
      const lost = client.post("qt.ping")
      assert.strictEqual(yield* client.payload("ping"), "pong")
      assert.isFalse(client.answered(lost))
      yield* demo.setFaults({})
      yield* client.payload("qt.ping")
    })))

  it.live("slow: the answer waits", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached({ faults: { slow: 100 } })
      const id = client.post("ping")
      yield* Effect.sleep(40)
      assert.isFalse(client.answered(id))
      yield* client.answer(id)
    })))

  it.live("dropDuring: TCP destroyed, the application lives", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached({ faults: { dropDuring: "qt.version" } })
      client.post("qt.version")
      assert.strictEqual((yield* client.closed).code, 1006)
      yield* eventuallyAlone(demo.clients)
      const next = yield* connect(demo.url)
      assert.strictEqual(yield* next.payload("ping"), "pong")
    })))

  it.live("garbage: around the answer, which comes twice", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached({ faults: { garbage: true } })
      client.post("ping")
      yield* eventually(() => client.frames.length === 6)
      assert.deepStrictEqual(client.frames.map((frame) => typeof frame), [
        "string",
        "object",
        "object",
        "object",
        "object",
        "object"
      ])
      assert.isTrue(Array.isArray(client.frames[1]))
      assert.deepStrictEqual(client.frames.slice(4), [
        { jsonrpc: "2.0", id: 1, result: "pong" },
        { jsonrpc: "2.0", id: 1, result: "pong" }
      ])
      assert.strictEqual(client.binary(), 1)
    })))

  it.live("busy: 101, then 1008", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached({ faults: { busy: true } })
      assert.strictEqual((yield* client.closed).code, 1008)
    })))

  it.live("huge: echo grows", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached({ faults: { huge: 5_000_000 } })
      const answer = toObject(yield* client.payload("echo", { a: 1 }))
      assert.strictEqual(answer["a"], 1)
      assert.strictEqual(toText(answer["huge"]).length, 5_000_000)
    })))

  it.live("holdSecondSegment: a large answer completes only after a frame of the client", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached({ faults: { holdSecondSegment: true } })
      const text = "x".repeat(40_000)
      let parts = 0
      client.socket.once("pong", () => parts++)
      const id = client.post("echo", { text })
      yield* pause
      assert.isFalse(client.answered(id))
      client.socket.ping()
      assert.strictEqual(toText(toObject((yield* client.answer(id))["result"])["text"]), text)
      yield* eventually(() => parts === 1)
      assert.strictEqual(yield* client.payload("ping"), "pong")
    })))

  it.live("ignoreClose: the handshake never completes", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client } = yield* attached({ faults: { ignoreClose: true } })
      assert.strictEqual(yield* client.payload("ping"), "pong")
      client.socket.close(1000)
      yield* pause
      assert.isFalse(client.isClosed())
    })))

  it.live("dropConnection destroys TCP", () =>
    Effect.scoped(Effect.gen(function*() {
      const { client, demo } = yield* attached()
      assert.strictEqual(yield* client.payload("ping"), "pong")
      yield* demo.dropConnection
      assert.strictEqual((yield* client.closed).code, 1006)
      yield* eventuallyAlone(demo.clients)
    })))
})

const eventuallyAlone = (clients: Effect.Effect<number>): Effect.Effect<void> =>
  Effect.flatMap(
    clients,
    (count) => count === 0 ? Effect.void : Effect.andThen(Effect.sleep(2), eventuallyAlone(clients))
  )

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { makeScripted } from "../../harness/probe/ScriptedTransport.ts"
import { socketOn } from "../../harness/probe/socketOn.ts"
import { settled, soon } from "../../harness/probe/soon.ts"

const connected = Effect.gen(function*() {
  const probe = makeScripted()
  const under = yield* socketOn({ transport: probe.layer })
  yield* under.socket.probe
  return { probe, ...under }
})

describe("after a drop", () => {
  it.effect("calls in flight fail at once, saying that the action may have run", () =>
    Effect.gen(function*() {
      const { probe, socket } = yield* connected
      probe.deafen(true)
      const calls = yield* Effect.forkChild(
        Effect.all([Effect.flip(socket.call("one")), Effect.flip(socket.call("two"))], { concurrency: "unbounded" })
      )
      yield* soon("both requests", () => probe.last().requests.at(-1)?.method === "two")
      probe.deafen(false)
      probe.last().close(1006)
      const errors = yield* Fiber.join(calls)
      assert.deepStrictEqual(errors.map(({ _tag }) => _tag), ["Disconnected", "Disconnected"])
      for (const error of errors) assert.include(error.message, "may have run")
      yield* settled
      assert.deepInclude(yield* socket.counts, { calls: 2, failures: 2, drops: 1 })
    }))

  it.effect("it connects again by itself, and is another connection", () =>
    Effect.gen(function*() {
      const { probe, socket, states } = yield* connected
      probe.last().close(1006)
      yield* soon("the next connection", () => states.at(-1)?._tag === "ready")
      yield* settled
      assert.deepStrictEqual(
        states.map((state) => state._tag === "ready" ? `ready ${state.connection}` : state._tag),
        ["idle", "connecting", "ready 1", "connecting", "ready 2"]
      )
      assert.deepInclude(yield* socket.counts, { drops: 1, reconnects: 1 })
      assert.strictEqual(yield* socket.call("echo"), "echo")
      assert.strictEqual(probe.open(), 1)
    }))

  it.effect("calls meanwhile fail at once with the time of the next attempt; after the third it is down", () =>
    Effect.gen(function*() {
      const { probe, socket, states } = yield* connected
      probe.meet("refuse")
      probe.last().close(1006, "gone")
      yield* soon("the pause", () => states.at(-1)?._tag === "connecting" && probe.attempts.length === 2)
      yield* settled
      yield* TestClock.adjust("100 millis")
      const early = yield* Effect.flip(socket.call("echo"))
      assert.deepInclude(early, { _tag: "NotConnected", nextAttemptIn: 400, attempts: 1 })
      assert.include(early.message, "the next attempt is in 400 ms")
      assert.include(early.message, "the connection was lost (1006)")
      yield* TestClock.adjust("400 millis")
      yield* settled
      assert.deepInclude(yield* Effect.flip(socket.call("echo")), { nextAttemptIn: 1000, attempts: 2 })
      yield* TestClock.adjust("1 seconds")
      yield* soon("the end of the round", () => states.at(-1)?._tag === "down")
      assert.lengthOf(probe.attempts, 4)
      probe.meet("accept")
      assert.strictEqual(yield* socket.call("echo"), "echo")
      assert.deepInclude(yield* socket.counts, { drops: 1, reconnects: 1 })
    }))

  it.effect("the scopes of ended connections are closed", () =>
    Effect.gen(function*() {
      const { probe, states } = yield* connected
      for (let drop = 2; drop < 12; drop += 1) {
        probe.last().close(1006)
        yield* soon("the next connection", () => probe.peers.length === drop && states.at(-1)?._tag === "ready")
        yield* settled
      }
      assert.strictEqual(probe.open(), 1)
    }))

  it.effect("one that is closing without saying so is noticed by the next call", () =>
    Effect.gen(function*() {
      const { probe, socket, states } = yield* connected
      probe.last().halfClose()
      const error = yield* Effect.flip(socket.call("echo"))
      assert.deepInclude(error, { _tag: "NotConnected", nextAttemptIn: 0 })
      yield* soon("the next connection", () => states.at(-1)?._tag === "ready" && probe.peers.length === 2)
      assert.strictEqual(yield* socket.call("echo"), "echo")
      assert.lengthOf(probe.attempts, 2)
      assert.deepInclude(yield* socket.counts, { drops: 1, reconnects: 1 })
    }))

  it.effect("a late answer of the old connection hurts nobody", () =>
    Effect.gen(function*() {
      const { probe, socket, states } = yield* connected
      const late: Array<number> = []
      probe.script.set("slow", ({ id }) => void late.push(id))
      const call = yield* Effect.forkChild(Effect.flip(socket.call("slow")))
      yield* soon("the request", () => late.length === 1)
      probe.last().close(1006)
      yield* Fiber.join(call)
      yield* soon("the next connection", () => probe.peers.length === 2 && states.at(-1)?._tag === "ready")
      yield* settled
      probe.last().send({ jsonrpc: "2.0", id: late[0], result: "late" })
      assert.strictEqual(yield* socket.call("echo"), "echo")
      assert.strictEqual((yield* socket.counts).strays, 1)
      const ids = probe.peers.flatMap(({ requests }) => requests.map(({ id }) => id))
      assert.strictEqual(new Set(ids).size, ids.length)
    }))
})

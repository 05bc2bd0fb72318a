import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { Retry } from "../../../src/services/Retry.ts"
import { makeScripted } from "../../harness/probe/ScriptedTransport.ts"
import { socketOn, url } from "../../harness/probe/socketOn.ts"
import { settled, soon } from "../../harness/probe/soon.ts"

describe("a round of attempts", () => {
  it.effect("has three, 500 and 1000 ms apart, is shown on the way and ends as down", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("refuse")
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const call = yield* Effect.forkChild(Effect.flip(socket.call("ping")))
      yield* soon("the first attempt", () => states.length === 3)
      yield* TestClock.adjust("499 millis")
      assert.lengthOf(probe.attempts, 1)
      yield* TestClock.adjust("1 millis")
      yield* TestClock.adjust("999 millis")
      assert.lengthOf(probe.attempts, 2)
      yield* TestClock.adjust("1 millis")
      const error = yield* Fiber.join(call)
      assert.deepStrictEqual(probe.attempts.map(({ at }) => at), [0, 500, 1500])
      assert.deepInclude(error, { _tag: "NotConnected", attempts: 3, reason: "nothing listens there", url })
      assert.deepStrictEqual(states, [
        { _tag: "idle" },
        { _tag: "connecting", attempt: 1, of: 3 },
        { _tag: "connecting", attempt: 2, of: 3, nextAt: 500 },
        { _tag: "connecting", attempt: 2, of: 3 },
        { _tag: "connecting", attempt: 3, of: 3, nextAt: 1500 },
        { _tag: "connecting", attempt: 3, of: 3 },
        { _tag: "down", reason: error.message }
      ])
    }))

  it.effect("of the shipped schedule waits 0.8 to 1.2 of 0.5 s and 1 s", () =>
    Effect.gen(function*() {
      for (let round = 0; round < 20; round += 1) {
        const probe = makeScripted()
        probe.meet("refuse")
        const { socket } = yield* socketOn({ transport: probe.layer, retry: Retry.layer })
        const call = yield* Effect.forkChild(Effect.flip(socket.call("ping")))
        yield* soon("the first attempt", () => probe.attempts.length === 1)
        for (let step = 0; step < 200; step += 1) yield* TestClock.adjust("10 millis")
        yield* Fiber.join(call)
        const [first, second, third] = probe.attempts.map(({ at }) => at)
        assert.isDefined(third)
        const pauses = [(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)]
        assert.isTrue(pauses[0] !== undefined && pauses[0] >= 400 && pauses[0] <= 610, String(pauses))
        assert.isTrue(pauses[1] !== undefined && pauses[1] >= 800 && pauses[1] <= 1210, String(pauses))
        assert.lengthOf(probe.attempts, 3)
      }
    }))

  it.effect("is begun anew by the next call, which finds an application that was started later", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("refuse")
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const call = yield* Effect.forkChild(Effect.flip(socket.call("ping")))
      yield* soon("the first attempt", () => states.length === 3)
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.join(call)
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(probe.attempts, 3)
      probe.meet("accept")
      assert.strictEqual(yield* socket.call("echo"), "echo")
      assert.lengthOf(probe.attempts, 4)
    }))

  it.effect("goes on when the application comes up between two attempts", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("refuse")
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const call = yield* Effect.forkChild(socket.call("echo"))
      yield* soon("the first attempt", () => states.length === 3)
      probe.meet("accept")
      yield* TestClock.adjust("500 millis")
      assert.strictEqual(yield* Fiber.join(call), "echo")
      assert.deepStrictEqual(probe.attempts.map(({ at }) => at), [0, 500])
    }))

  it.effect("is one for all who call while there is no connection", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      const { socket } = yield* socketOn({ transport: probe.layer })
      const answers = yield* Effect.all(Array.from({ length: 20 }, () => socket.call("echo")), {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(answers, Array.from({ length: 20 }, () => "echo"))
      assert.lengthOf(probe.attempts, 1)
    }))

  it.effect("does not end with the caller that began it", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("refuse")
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const first = yield* Effect.forkChild(socket.call("echo"))
      yield* soon("the first attempt", () => states.length === 3)
      const second = yield* Effect.forkChild(socket.call("echo"))
      yield* settled
      yield* Fiber.interrupt(first)
      probe.meet("accept")
      yield* TestClock.adjust("500 millis")
      assert.strictEqual(yield* Fiber.join(second), "echo")
      assert.lengthOf(probe.attempts, 2)
    }))

  it.effect("reports another client as what it is, and leaves nothing open", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("busy")
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const call = yield* Effect.forkChild(Effect.flip(socket.call("ping")))
      yield* soon("the first attempt", () => states.length === 3)
      yield* TestClock.adjust("500 millis")
      yield* soon("the second attempt", () => states.length === 5)
      yield* TestClock.adjust("1 seconds")
      const error = yield* Fiber.join(call)
      assert.strictEqual(error._tag, "Busy")
      assert.lengthOf(probe.attempts, 3)
      assert.strictEqual(probe.open(), 0)
      assert.deepStrictEqual(states.at(-1), { _tag: "down", reason: error.message, closeCode: 1008 })
    }))
})

describe("an attempt", () => {
  it.effect("counts only when a probe has answered; one that is silent is left", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("mute")
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const call = yield* Effect.forkChild(Effect.flip(socket.call("ping")))
      for (let second = 0; second < 30; second += 1) {
        yield* settled
        yield* TestClock.adjust("1 seconds")
      }
      const error = yield* Fiber.join(call)
      assert.include(error.message, "answers nothing")
      assert.lengthOf(probe.peers, 3)
      assert.deepStrictEqual(probe.peers.map((peer) => peer.left()), [true, true, true])
      assert.strictEqual(probe.open(), 0)
      assert.isFalse(states.some(({ _tag }) => _tag === "ready" || _tag === "blocked"))
    }))

  it.effect("ends where nobody shakes hands", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("never")
      const { socket } = yield* socketOn({ transport: probe.layer })
      const call = yield* Effect.forkChild(Effect.flip(socket.call("ping")))
      for (let second = 0; second < 30; second += 1) {
        yield* settled
        yield* TestClock.adjust("1 seconds")
      }
      assert.include((yield* Fiber.join(call)).message, "does not shake hands")
      assert.deepStrictEqual(probe.attempts.map(({ at }) => at), [0, 5500, 11_500])
    }))

  it.effect("takes no longer than the call that waits for it", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("never")
      const { socket } = yield* socketOn({ transport: probe.layer })
      const call = yield* Effect.forkChild(Effect.flip(socket.call("ping", {}, { timeout: "2 seconds" })))
      yield* soon("the attempt", () => probe.attempts.length === 1)
      yield* TestClock.adjust("2 seconds")
      const error = yield* Fiber.join(call)
      assert.strictEqual(error._tag, "NotConnected")
      assert.include(error.message, "no connection within 2s")
    }))
})

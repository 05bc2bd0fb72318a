import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { makeScripted } from "../../harness/probe/ScriptedTransport.ts"
import { socketOn, url } from "../../harness/probe/socketOn.ts"
import { settled, soon } from "../../harness/probe/soon.ts"

const other = "ws://other:9333"

const connected = Effect.gen(function*() {
  const probe = makeScripted()
  const under = yield* socketOn({ transport: probe.layer })
  yield* under.socket.probe
  return { probe, ...under, tags: () => under.states.map(({ _tag }) => _tag) }
})

/** Lets a round of refused attempts come to its end. */
const round = Effect.repeat(Effect.andThen(settled, TestClock.adjust("500 millis")), { times: 4 })

describe("connecting elsewhere", () => {
  it.effect("keeps the old connection until the new one has answered, then leaves it politely", () =>
    Effect.gen(function*() {
      const { probe, socket, states } = yield* connected
      const info = yield* socket.connect(other)
      assert.strictEqual(info.url, other)
      assert.strictEqual(yield* socket.url, other)
      yield* settled
      assert.deepStrictEqual(probe.peers.map((peer) => peer.left()), [true, false])
      assert.deepInclude(states.at(-1), { _tag: "ready", connection: 2 })
      assert.deepStrictEqual(states.map(({ _tag }) => _tag), ["idle", "connecting", "ready", "ready"])
      assert.deepInclude(yield* socket.counts, { drops: 0, reconnects: 0 })
      probe.last().close(1006)
      yield* soon("the next connection", () => probe.attempts.length === 3)
      assert.strictEqual(probe.attempts[2]?.url, other)
    }))

  it.effect("that fails keeps the old connection, its state and its url", () =>
    Effect.gen(function*() {
      const { probe, socket, tags } = yield* connected
      probe.meet("refuse", other)
      const trial = yield* Effect.forkChild(Effect.flip(socket.connect(other)))
      yield* settled
      assert.strictEqual(yield* socket.call("echo"), "echo")
      yield* round
      assert.deepInclude(yield* Fiber.join(trial), { _tag: "NotConnected", url: other })
      assert.deepStrictEqual(tags(), ["idle", "connecting", "ready"])
      assert.strictEqual(yield* socket.url, url)
      assert.strictEqual(yield* socket.call("echo"), "echo")
      assert.lengthOf(probe.peers, 1)
    }))

  it.effect("that is interrupted leaves nothing open and changes nothing", () =>
    Effect.gen(function*() {
      const { probe, socket, tags } = yield* connected
      probe.meet("mute", other)
      const trial = yield* Effect.forkChild(socket.connect(other))
      yield* soon("the attempt", () => probe.peers.length === 2)
      yield* Fiber.interrupt(trial)
      assert.isTrue(probe.last().left())
      assert.strictEqual(probe.open(), 1)
      assert.deepStrictEqual(tags(), ["idle", "connecting", "ready"])
      assert.strictEqual(yield* socket.call("echo"), "echo")
    }))

  it.effect("fails the calls in flight on the old connection", () =>
    Effect.gen(function*() {
      const { probe, socket } = yield* connected
      const call = yield* Effect.forkChild(Effect.flip(socket.call("slow")))
      yield* soon("the request", () => probe.last().requests.at(-1)?.method === "slow")
      yield* socket.connect(other)
      assert.deepInclude(yield* Fiber.join(call), { _tag: "Disconnected", code: 1000 })
    }))

  it.effect("serves those who wait for a round that it overtakes", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("refuse", url)
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const call = yield* Effect.forkChild(socket.call("echo"))
      yield* soon("the pause", () => states.length === 3)
      yield* socket.connect(other)
      assert.strictEqual(yield* Fiber.join(call), "echo")
      yield* round
      assert.deepStrictEqual(probe.attempts.map((attempt) => attempt.url), [url, other])
      assert.strictEqual(states.at(-1)?._tag, "ready")
    }))

  it.effect("without an address goes back to the configured one", () =>
    Effect.gen(function*() {
      const { probe, socket } = yield* connected
      yield* socket.connect(other)
      assert.strictEqual((yield* socket.connect()).url, url)
      assert.strictEqual(yield* socket.url, url)
      assert.deepStrictEqual(probe.peers.map((peer) => peer.isOpen()), [false, false, true])
    }))

  it.effect("to where it is connected already is no second client, however the address is written", () =>
    Effect.gen(function*() {
      const { probe, socket } = yield* connected
      yield* socket.connect(`${url}/`)
      yield* socket.connect()
      yield* Effect.all([socket.connect(other), socket.connect(other)], { concurrency: "unbounded" })
      assert.lengthOf(probe.attempts, 2)
    }))

  it.effect("with no connection is a round that is shown and that calls share", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const [info, answer] = yield* Effect.all([socket.connect(other), socket.call("echo")], {
        concurrency: "unbounded"
      })
      assert.strictEqual(info.url, other)
      assert.strictEqual(answer, "echo")
      yield* settled
      assert.lengthOf(probe.attempts, 1)
      assert.deepStrictEqual(states.map(({ _tag }) => _tag), ["idle", "connecting", "ready"])
    }))
})

describe("disconnecting", () => {
  it.effect("leaves politely, shows idle and fails what is in flight; the next call connects again", () =>
    Effect.gen(function*() {
      const { probe, socket, tags } = yield* connected
      const call = yield* Effect.forkChild(Effect.flip(socket.call("slow")))
      yield* soon("the request", () => probe.last().requests.at(-1)?.method === "slow")
      yield* socket.disconnect
      assert.isTrue(probe.last().left())
      assert.deepInclude(yield* Fiber.join(call), { _tag: "Disconnected", code: 1000 })
      yield* TestClock.adjust("1 minute")
      assert.lengthOf(probe.attempts, 1)
      assert.strictEqual(yield* socket.call("echo"), "echo")
      yield* settled
      assert.deepStrictEqual(tags(), ["idle", "connecting", "ready", "idle", "connecting", "ready"])
      assert.deepInclude(yield* socket.counts, { drops: 0, reconnects: 0 })
    }))

  it.effect("during a round ends it with an answer to everybody who waits", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("mute")
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const calls = yield* Effect.forkChild(
        Effect.all([Effect.flip(socket.call("one")), Effect.flip(socket.probe)], { concurrency: "unbounded" })
      )
      yield* soon("the attempt", () => probe.peers.length === 1)
      yield* socket.disconnect
      const errors = yield* Fiber.join(calls)
      for (const error of errors) assert.include(error.message, "it was told to disconnect meanwhile")
      yield* round
      assert.lengthOf(probe.attempts, 1)
      assert.isTrue(probe.last().left())
      assert.strictEqual(states.at(-1)?._tag, "idle")
    }))

  it.effect("voids a connection elsewhere that is on its way", () =>
    Effect.gen(function*() {
      const { probe, socket, tags } = yield* connected
      probe.meet("mute", other)
      const trial = yield* Effect.forkChild(Effect.flip(socket.connect(other)))
      yield* soon("the attempt", () => probe.last().requests.length === 1 && probe.peers.length === 2)
      yield* socket.disconnect
      const [ping] = probe.last().requests
      assert.isDefined(ping)
      for (const result of ["pong", { result: {}, meta: {} }, { result: {}, meta: {} }, { result: {}, meta: {} }]) {
        const request = probe.last().requests.at(-1)
        if (request !== undefined) probe.last().answer(request, result)
        yield* settled
      }
      assert.include((yield* Fiber.join(trial)).message, "told to disconnect")
      assert.strictEqual(probe.open(), 0)
      assert.strictEqual(tags().at(-1), "idle")
    }))

  it.effect("after a drop ends the attempts in the background", () =>
    Effect.gen(function*() {
      const { probe, socket, states } = yield* connected
      probe.meet("refuse")
      probe.last().close(1006)
      yield* soon("the pause", () => states.at(-1)?._tag === "connecting")
      yield* socket.disconnect
      yield* round
      assert.strictEqual(states.at(-1)?._tag, "idle")
      assert.isAtMost(probe.attempts.length, 2)
    }))
})

describe("the end of the layer", () => {
  it.effect("is a polite leave, with an answer to every call in flight", () =>
    Effect.gen(function*() {
      const { close, probe, socket } = yield* connected
      const call = yield* Effect.forkChild(Effect.flip(socket.call("slow")))
      yield* soon("the request", () => probe.last().requests.at(-1)?.method === "slow")
      yield* close
      assert.isTrue(probe.last().left())
      assert.strictEqual((yield* Fiber.join(call))._tag, "Disconnected")
    }))

  it.effect("while connecting leaves the attempt and answers who waits; later calls fail", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      probe.meet("mute")
      const { close, socket } = yield* socketOn({ transport: probe.layer })
      const call = yield* Effect.forkChild(Effect.flip(socket.call("one")))
      yield* soon("the attempt", () => probe.peers.length === 1)
      yield* close
      assert.strictEqual((yield* Fiber.join(call))._tag, "NotConnected")
      assert.strictEqual(probe.open(), 0)
      assert.include((yield* Effect.flip(socket.call("two"))).message, "the bridge is ending")
    }))
})

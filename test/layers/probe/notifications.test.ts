import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import { Events } from "../../../src/services/Events.ts"
import { ProbeSocket } from "../../../src/services/ProbeSocket.ts"
import { untilTrue } from "../../harness/mcp/until.ts"
import { makeScripted } from "../../harness/probe/ScriptedTransport.ts"
import { socketOn } from "../../harness/probe/socketOn.ts"
import { settled, soon } from "../../harness/probe/soon.ts"
import { listen } from "../../harness/probe/WireProbe.ts"

const pushed = (n: number): string => JSON.stringify({ jsonrpc: "2.0", method: "qtpilot.objectCreated", params: { n } })

const eventsOf = (socket: ProbeSocket["Service"]) =>
  Effect.map(
    Layer.build(
      EventsLive.probeEvents.pipe(
        Layer.provideMerge(EventsLive.layer),
        Layer.provide(Layer.succeed(ProbeSocket, socket))
      )
    ),
    (context) => Context.get(context, Events)
  )

describe("notifications", () => {
  it.live("in a flood of 100,000 are all counted, held within bounds, and calls are answered among them", () =>
    Effect.gen(function*() {
      const flood = 100_000
      const probe = yield* listen(({ answer, method, socket: peer }) => {
        if (method !== "flood") return false
        for (let n = 1; n <= flood; n += 1) peer.send(pushed(n))
        answer("flooded")
        return true
      })
      const { socket } = yield* socketOn({ settings: { wsUrl: probe.url } })
      const events = yield* eventsOf(socket)
      const [first, second] = yield* Effect.all([socket.call("flood"), socket.call("echo")], {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual([first, second], ["flooded", "echo"])
      assert.strictEqual((yield* socket.counts).notifications, flood)
      const page = yield* events.page({ topic: "probe", from: 1, limit: 5000 })
      assert.deepStrictEqual(page.events.at(-1)?.data, { n: flood })
      assert.lengthOf(page.events, 2000)
      assert.deepInclude(page, { dropped: flood - 2000, next: flood + 1 })
    }))

  it.effect("that come in one go, before anybody has a turn, are counted when a slow reader loses them", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      const { socket } = yield* socketOn({ transport: probe.layer })
      const gate = yield* Latch.make()
      const numbers: Array<number> = []
      yield* socket.notifications.pipe(
        Stream.runForEach(({ number = 0 }) => Effect.andThen(Effect.sync(() => numbers.push(number)), gate.await)),
        Effect.forkScoped({ startImmediately: true })
      )
      yield* socket.probe
      for (let n = 1; n <= 10_000; n += 1) probe.last().send(pushed(n))
      yield* gate.open
      yield* soon("the last one", () => numbers.at(-1) === 10_000)
      assert.strictEqual(numbers[0], 1)
      assert.isAtMost(numbers.length, 4097 + 1)
      assert.deepStrictEqual(numbers, numbers.toSorted((one, other) => one - other))
      assert.strictEqual((yield* socket.counts).notifications, 10_000)
    }))

  it.effect("reach a reader in order, of both generations without their prefix, on whatever connection", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      const { socket, states } = yield* socketOn({ transport: probe.layer })
      const reader = yield* Effect.forkChild(Stream.runCollect(Stream.take(socket.notifications, 3)))
      yield* settled
      yield* socket.probe
      probe.last().send({ jsonrpc: "2.0", method: "qtpilot.signalEmitted", params: { signal: "a" } })
      probe.last().send({ jsonrpc: "2.0", method: "qtmcp.signalEmitted", params: { signal: "b" } })
      probe.last().close(1006)
      yield* soon("the next connection", () => probe.peers.length === 2 && states.at(-1)?._tag === "ready")
      probe.last().send({ jsonrpc: "2.0", method: "other.thing" })
      assert.deepStrictEqual(yield* Fiber.join(reader), [
        { method: "signalEmitted", params: { signal: "a" }, number: 1 },
        { method: "signalEmitted", params: { signal: "b" }, number: 2 },
        { method: "other.thing", params: undefined, number: 3 }
      ])
    }))

  it.live("end with the layer for everybody who reads them", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      const { close, socket } = yield* socketOn({ transport: probe.layer })
      const reader = yield* Effect.forkChild(Effect.exit(Stream.runDrain(socket.notifications)))
      yield* settled
      yield* close
      yield* untilTrue("the end of the stream", () => reader.pollUnsafe() !== undefined)
    }))
})

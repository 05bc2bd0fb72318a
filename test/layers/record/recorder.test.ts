import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import type { Demo } from "../../../src/layers/demo/Demo.ts"
import type { ToolOutput } from "../../../src/services/ToolRegistry.ts"
import { bridge, connected } from "./bridge.ts"

const nameEdit = { targets: [{ object_id: "nameEdit", signals: ["textChanged"] }] }

type Events = ReadonlyArray<Readonly<Record<string, unknown>>>

const eventsOf = ({ data }: ToolOutput): Events => {
  const events = data?.["events"]
  return Array.isArray(events) ? events.filter(Predicate.isObject).map((event) => ({ ...event })) : []
}

const signals = (events: Events): ReadonlyArray<unknown> =>
  events.filter(({ type }) => type === "signal").map(({ name, signal }) => `${String(name)} ${String(signal)}`)

const session = (options: Parameters<typeof bridge>[1] = {}) =>
  Effect.gen(function*() {
    const made = yield* bridge({ caps: ["record"] }, options)
    const sent = (method: string) =>
      Effect.map(made.demo.requests, (all) => all.filter((request) => request.method === method).length)
    const type = (value: string) => made.call("qt_properties_set", { objectId: "nameEdit", name: "text", value })
    const count = Effect.map(made.run("qtmcp_recording_status"), ({ data }) => Number(data?.["event_count"]))
    const stop = Effect.map(made.run("qtmcp_recording_stop"), (output) => ({
      events: eventsOf(output),
      count: output.data?.["event_count"],
      dropped: Number(output.data?.["dropped"])
    }))
    return { ...made, sent, type, count, stop }
  })

/** Waits until as many events have arrived. */
const events = (count: Effect.Effect<number, unknown>, least: number) =>
  Effect.gen(function*() {
    while ((yield* Effect.orDie(count)) < least) yield* Effect.sleep(5)
  }).pipe(Effect.timeout("5 seconds"))

/** How often a method was asked for on the last connection. */
const sinceConnecting = (demo: Demo, method: string) =>
  Effect.map(demo.requests, (all) =>
    all.slice(all.findLastIndex((request) => request.method === "qt.version"))
      .filter((request) => request.method === method).length)

describe("the recorder", () => {
  it.live("hears signals, input and new objects, in their order", () =>
    Effect.gen(function*() {
      const { call, count, stop } = yield* session()
      const started = yield* call("qtmcp_recording_start")
      assert.match(started, /^recording: 0 events in .*; \d\d+ signals of \d\d objects, input events, new objects$/)
      yield* call("qt_ui_click", { objectId: "subscribeCheck", position: { x: 8, y: 10 } })
      yield* call("qt_ui_sendKeys", { objectId: "nameEdit", text: "a" })
      yield* events(count, 6)
      const { events: all } = yield* stop
      const told = all.map(({ event, name, signal, type }) => [type, name, event ?? signal].join(" "))
      for (
        const expected of [
          "event subscribeCheck MouseButtonPress",
          "signal subscribeCheck clicked",
          "signal subscribeCheck toggled",
          "event nameEdit KeyPress",
          "signal nameEdit textEdited"
        ]
      ) assert.include(told, expected)
      const times = all.map(({ t }) => Number(t))
      assert.deepStrictEqual(times, times.toSorted((a, b) => a - b))
      assert.isTrue(all.every(({ object }) => Predicate.isString(object) && object !== ""))
      assert.strictEqual(told.filter((line) => line === "event nameEdit KeyPress").length, 1)
    }))

  it.live("leaves the application as it was: every subscription ended, capture and lifecycle off", () =>
    Effect.gen(function*() {
      const { call, demo, sent, socket, stop, type } = yield* session()
      yield* call("qtmcp_recording_start")
      const subscribed = yield* sent("qt.signals.subscribe")
      assert.isAbove(subscribed, 50)
      yield* stop
      assert.strictEqual(yield* sent("qt.signals.unsubscribe"), yield* sent("qt.signals.subscribe"))
      const switched = (yield* demo.requests)
        .filter(({ method }) => method === "qt.events.stop" || method === "qt.signals.setLifecycle").slice(-2)
      assert.deepStrictEqual(switched.map(({ method, params }) => [method, params]), [
        ["qt.events.stop", {}],
        ["qt.signals.setLifecycle", { enabled: false }]
      ])
      const { notifications } = yield* socket.counts
      yield* type("after the end")
      yield* call("qt_ui_click", { objectId: "submitButton" })
      assert.strictEqual((yield* socket.counts).notifications, notifications)
    }))

  it.live("what the client has switched on by itself stays on", () =>
    Effect.gen(function*() {
      const { call, sent, stop } = yield* session()
      yield* call("qt_events_start")
      yield* call("qtmcp_recording_start", nameEdit)
      yield* stop
      assert.strictEqual(yield* sent("qt.events.stop"), 0)
    }))

  it.live("goes on over a dropped connection: no event twice, the old subscriptions ended", () =>
    Effect.gen(function*() {
      const { call, count, demo, sent, socket, stop, type } = yield* session()
      yield* call("qtmcp_recording_start", { ...nameEdit, capture_events: false, include_lifecycle: false })
      yield* type("one")
      yield* events(count, 1)
      for (const connection of [2, 3, 4]) {
        yield* demo.dropConnection
        yield* connected(socket, connection)
        yield* events(count, 2 * connection - 2)
        yield* type(`over connection ${connection}`)
        yield* events(count, 2 * connection - 1)
      }
      const ended = yield* stop
      const what = ended.events.map(({ signal, type }) => signal ?? type)
      assert.deepStrictEqual(what, [
        "textChanged",
        ...[2, 3, 4].flatMap(() => ["reconnected", "textChanged"])
      ])
      assert.strictEqual(yield* sent("qt.signals.unsubscribe"), yield* sent("qt.signals.subscribe"))
      const { notifications } = yield* socket.counts
      yield* type("after the end")
      assert.strictEqual((yield* socket.counts).notifications, notifications)
    }))

  it.live("goes on when the application is started again, and ends no subscription that is not its own", () =>
    Effect.gen(function*() {
      const { call, count, demo, socket, stop, type } = yield* session()
      yield* call("qtmcp_recording_start", nameEdit)
      yield* type("before")
      yield* events(count, 1)
      yield* demo.restart
      yield* connected(socket, 2)
      // The last of what the recording asks for on a new connection.
      yield* events(sinceConnecting(demo, "qt.signals.setLifecycle"), 1)
      yield* type("after")
      yield* events(count, 3)
      const { events: all } = yield* stop
      assert.deepStrictEqual(signals(all), ["nameEdit textChanged", "nameEdit textChanged"])
      const requests = yield* demo.requests
      const afterRestart = requests.slice(requests.findLastIndex(({ method }) => method === "qt.version"))
      const ids = afterRestart.filter(({ method }) => method === "qt.signals.unsubscribe").map(({ params }) => params)
      // The trial that told that this is another process, then at the end the one subscription.
      assert.deepStrictEqual(ids, [{ subscriptionId: "sub_1" }, { subscriptionId: "sub_2" }])
    }))

  it.live("of the seed it records signals alone, and says so", () =>
    Effect.gen(function*() {
      const { call, count, demo, stop, type } = yield* session({ generation: "seed" })
      const started = yield* call("qtmcp_recording_start")
      assert.match(started, /seed generation .* captures no input events.*signals alone are recorded/)
      yield* type("seed")
      yield* events(count, 1)
      const { events: all } = yield* stop
      assert.isTrue(all.every(({ type }) => type === "signal"))
      // Its ids say nothing; the names do.
      assert.deepStrictEqual(signals(all), ["nameEdit textChanged"])
      const methods = new Set((yield* demo.requests).map(({ method }) => method))
      for (const method of ["qt.signals.setLifecycle", "qt.events.start", "qt.events.stop"]) {
        assert.isFalse(methods.has(method), method)
      }
    }))

  it.live("keeps the last 5,000 events and counts the others", () =>
    Effect.gen(function*() {
      const { call, run, stop, type } = yield* session()
      yield* call("qtmcp_recording_start", nameEdit)
      const dropped = Effect.map(run("qtmcp_recording_status"), ({ data }) => Number(data?.["dropped"]))
      const text = "x".repeat(500)
      while ((yield* Effect.orDie(dropped)) === 0) {
        yield* type("")
        yield* call("qt_ui_sendKeys", { objectId: "nameEdit", text })
      }
      const ended = yield* stop
      assert.strictEqual(ended.events.length, 5000)
      assert.isAbove(ended.dropped, 0)
      assert.strictEqual(ended.count, 5000)
    }), 30_000)

  it.live("one at a time; wrong targets and signals are said, and nothing is left of the attempt", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* session()
      assert.match(yield* call("qtmcp_recording_stop"), /^ERROR Nothing is being recorded/)
      const wrong = { targets: [{ object_id: "nameEdit" }, { object_id: "nameEdit", signals: ["noSuchSignal"] }] }
      assert.match(yield* call("qtmcp_recording_start", wrong), /^ERROR .*nameEdit has no signal noSuchSignal/)
      assert.match(yield* call("qtmcp_recording_start", { targets: [{ object_id: "nobody" }] }), /^ERROR .*nobody/)
      assert.match(yield* call("qtmcp_recording_status"), /^not recording/)
      assert.isAbove(yield* sent("qt.signals.unsubscribe"), 0)
      assert.match(yield* call("qtmcp_recording_start", nameEdit), /^recording/)
      assert.match(yield* call("qtmcp_recording_start", nameEdit), /^ERROR A recording is under way/)
      assert.match(yield* call("qtmcp_recording_status"), /^recording/)
    }))

  it.live("ends with the bridge, and the application is told", () =>
    Effect.gen(function*() {
      const left = yield* Effect.scoped(Effect.gen(function*() {
        const { call, demo } = yield* session()
        yield* call("qtmcp_recording_start", nameEdit)
        return { requests: demo.requests }
      }))
      const methods = (yield* left.requests).map(({ method }) => method)
      assert.include(methods, "qt.signals.unsubscribe")
      assert.include(methods, "qt.events.stop")
    }))
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import * as EventsLive from "../../src/layers/EventsLive.ts"
import { type EventPage, Events } from "../../src/services/Events.ts"
import { ProbeSocket } from "../../src/services/ProbeSocket.ts"
import { makeScripted } from "../harness/probe/ScriptedTransport.ts"
import { socketOn } from "../harness/probe/socketOn.ts"
import { settled, soon } from "../harness/probe/soon.ts"

const capacity = 2000

const event = (topic: string, type = "thing") => ({ topic, type, data: {}, actor: "app" })

const filled = Effect.fnUntraced(function*(topics: ReadonlyArray<string>) {
  const events = yield* Events
  for (const topic of topics) yield* events.publish(event(topic))
  return events
})

/** Reads to the end as a client does, by `next`. */
const readAll = Effect.fnUntraced(
  function*(events: Events["Service"], options: { from: number; limit: number; topic?: string }) {
    const pages: Array<EventPage> = []
    for (let from = options.from;;) {
      const page = yield* events.page({ ...options, from })
      pages.push(page)
      if (page.events.length === 0) return pages
      from = page.next
    }
  }
)

const repeated = (topics: ReadonlyArray<string>, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => topics[index % topics.length] ?? "")

describe("a page of events", () => {
  it.effect("by page gives each event that is held once and in order, and says how many are not", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom("probe", "tools", "other"), { minLength: 1, maxLength: 7 }),
          fc.oneof(fc.nat(30), fc.integer({ min: 1990, max: 6500 })),
          fc.record({ from: fc.integer({ min: 0, max: 6600 }), limit: fc.integer({ min: 1, max: 700 }) }),
          fc.option(fc.constantFrom("probe", "tools"), { nil: undefined }),
          (topics, count, { from, limit }, topic) =>
            Effect.runPromise(
              Effect.gen(function*() {
                const published = repeated(topics, count)
                const events = yield* filled(published)
                const pages = yield* readAll(events, { from, limit, ...(topic === undefined ? {} : { topic }) })
                const seen = pages.flatMap((page) => page.events.map(({ seq }) => seq))
                const wanted = published.map((name, index) => ({ name, seq: index + 1 }))
                  .filter(({ name, seq }) => seq >= from && (topic === undefined || name === topic))
                const later = ({ name, seq }: { name: string; seq: number }) =>
                  published.slice(seq).filter((other) => other === name).length
                const held = wanted.filter((one) => later(one) < capacity)
                assert.deepStrictEqual(seen, held.map(({ seq }) => seq))
                const missing = wanted.length - held.length
                const dropped = pages.reduce((sum, page) => sum + page.dropped, 0)
                assert.isAtLeast(dropped, missing)
                if (topic === undefined || from <= 1) assert.strictEqual(dropped, missing)
                for (const page of pages) assert.isAtMost(page.events.length, limit)
                assert.strictEqual(pages.at(-1)?.next, count + 1)
              }).pipe(Effect.provide(EventsLive.layer))
            )
        ),
        { numRuns: 60 }
      )
    ))

  it.effect("says nothing is missing of a topic of which only others' events are gone", () =>
    Effect.gen(function*() {
      const events = yield* filled([...repeated(["tools"], 3000), "probe"])
      assert.deepInclude(yield* events.page({ topic: "probe", from: 1 }), { dropped: 0, next: 3002 })
      assert.deepInclude(yield* events.page({ topic: "tools" }), { dropped: 1000 })
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("counts as missing what is gone from its beginning on, and nothing before", () =>
    Effect.gen(function*() {
      const events = yield* filled(repeated(["tools"], 3000))
      const droppedFrom = (from: number) => Effect.map(events.page({ topic: "tools", from }), ({ dropped }) => dropped)
      assert.deepStrictEqual(yield* Effect.forEach([991, 1000, 1001, 1002], droppedFrom), [10, 1, 0, 0])
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("from beyond the end, of a bridge before this one, leads back to what there is", () =>
    Effect.gen(function*() {
      const events = yield* filled(["probe", "probe"])
      assert.deepStrictEqual(yield* events.page({ from: 5000 }), { events: [], next: 3, dropped: 0 })
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("has a hundred where nothing else is said, and none where none are wanted", () =>
    Effect.gen(function*() {
      const events = yield* filled(repeated(["probe"], 150))
      const page = yield* events.page()
      assert.lengthOf(page.events, 100)
      assert.strictEqual(page.next, 101)
      assert.deepInclude(yield* events.page({ from: 7, limit: 0 }), { events: [], next: 7 })
    }).pipe(Effect.provide(EventsLive.layer)))
})

describe("changes", () => {
  it.effect("are the events from now on, with their number and time", () =>
    Effect.gen(function*() {
      const events = yield* filled(["before"])
      const reader = yield* Effect.forkChild(Stream.runCollect(Stream.take(events.changes, 2)))
      yield* settled
      yield* events.publish(event("a"))
      yield* events.publish(event("b"))
      assert.deepStrictEqual((yield* Fiber.join(reader)).map(({ at, seq, topic }) => ({ at, seq, topic })), [
        { at: 0, seq: 2, topic: "a" },
        { at: 0, seq: 3, topic: "b" }
      ])
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("reach one reader whatever another does; one that lags loses the oldest", () =>
    Effect.gen(function*() {
      const events = yield* Events
      const gate = yield* Latch.make()
      const slow: Array<number> = []
      const quick: Array<number> = []
      const read = (seen: Array<number>, wait: Effect.Effect<void>) =>
        events.changes.pipe(
          Stream.runForEach(({ seq }) => Effect.andThen(Effect.sync(() => seen.push(seq)), wait)),
          Effect.forkChild({ startImmediately: true })
        )
      yield* read(slow, gate.await)
      yield* read(quick, Effect.void)
      for (let n = 0; n < 5000; n += 1) yield* events.publish(event("probe"))
      yield* settled
      assert.deepStrictEqual(quick, Array.from({ length: 5000 }, (_, index) => index + 1))
      yield* gate.open
      yield* soon("the last one", () => slow.at(-1) === 5000)
      assert.isAtMost(slow.length, capacity + 1)
    }).pipe(Effect.provide(EventsLive.layer)))
})

describe("the probe's notifications", () => {
  it.effect("become events; those that were lost on the way become one with their number", () =>
    Effect.gen(function*() {
      const { socket } = yield* socketOn({ transport: makeScripted().layer })
      const notifications = Stream.fromIterable([
        { method: "signalEmitted", params: { signal: "a" }, number: 3 },
        { method: "signalEmitted", params: undefined, number: 4 },
        { method: "objectCreated", params: {}, number: 10 },
        { method: "objectCreated", params: {} }
      ])
      const probe = Layer.succeed(ProbeSocket, { ...socket, notifications })
      yield* Effect.gen(function*() {
        const events = yield* Events
        yield* settled
        const { events: seen } = yield* events.page({ topic: "probe" })
        assert.deepStrictEqual(seen.map(({ data, type }) => ({ data, type })), [
          { type: "dropped", data: { count: 2 } },
          { type: "signalEmitted", data: { signal: "a" } },
          { type: "signalEmitted", data: {} },
          { type: "dropped", data: { count: 5 } },
          { type: "objectCreated", data: {} },
          { type: "objectCreated", data: {} }
        ])
      }).pipe(
        Effect.provide(EventsLive.probeEvents.pipe(Layer.provideMerge(EventsLive.layer), Layer.provide(probe)))
      )
    }))
})

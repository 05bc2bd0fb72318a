import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Stream from "effect/Stream"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import { Events, type Subscribed } from "../../../src/services/Events.ts"
import { settled, soon } from "../../harness/probe/soon.ts"

const event = (topic: string, data: unknown = {}) => ({ topic, type: "thing", data, actor: "app" })

const shown = (one: Subscribed) => one._tag === "Event" ? one.event.number : `dropped ${one.count}`

const publishAll = Effect.fnUntraced(function*(topic: string, count: number) {
  const events = yield* Events
  for (let n = 0; n < count; n += 1) yield* events.publish(event(topic, n))
})

/** Reads in a fiber of its own, each after `wait`. */
const reading = Effect.fnUntraced(function*(
  options: { readonly topic?: string; readonly from?: number },
  wait: Effect.Effect<void> = Effect.void
) {
  const events = yield* Events
  const seen: Array<number | string> = []
  yield* events.subscribe(options).pipe(
    Stream.runForEach((one) => Effect.andThen(Effect.sync(() => seen.push(shown(one))), wait)),
    Effect.forkChild({ startImmediately: true })
  )
  return seen
})

const numbers = (from: number, to: number): Array<number | string> =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe("a subscription", () => {
  it.effect("begins with what is held and goes on with what comes, of its topic alone", () =>
    Effect.gen(function*() {
      const events = yield* Events
      yield* publishAll("a", 3)
      yield* publishAll("b", 2)
      const all = yield* reading({ topic: "a", from: 1 })
      const later = yield* reading({ topic: "a", from: 3 })
      const fresh = yield* reading({ topic: "a" })
      const both = yield* reading({})
      yield* events.publish(event("a"))
      yield* events.publish(event("b"))
      yield* settled
      assert.deepStrictEqual(all, [1, 2, 3, 4])
      assert.deepStrictEqual(later, [3, 4])
      assert.deepStrictEqual(fresh, [4])
      assert.deepStrictEqual(both, [4, 3])
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("that is slow costs the others nothing, and is told what it missed", () =>
    Effect.gen(function*() {
      const gate = yield* Latch.make()
      const dead = yield* reading({ topic: "probe", from: 1 }, Effect.never)
      const slow = yield* reading({ topic: "probe", from: 1 }, gate.await)
      const quick = yield* reading({ topic: "probe", from: 1 })
      yield* publishAll("probe", 5000)
      yield* settled
      assert.deepStrictEqual(quick, numbers(1, 5000))
      yield* gate.open
      yield* soon("the last one", () => slow.at(-1) === 5000)
      const gap = slow.findIndex((one) => typeof one === "string")
      assert.deepStrictEqual(slow.slice(0, gap), numbers(1, gap))
      assert.deepStrictEqual(slow.slice(gap), [`dropped ${3000 - gap}`, ...numbers(3001, 5000)])
      assert.lengthOf(dead, 1)
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("of a topic has all of it, however much comes in another", () =>
    Effect.gen(function*() {
      const events = yield* Events
      yield* events.publish({ ...event("task"), keep: true })
      yield* publishAll("task", 1999)
      yield* publishAll("probe", 100_000)
      const seen = yield* reading({ topic: "task", from: 1 })
      yield* settled
      assert.deepStrictEqual(seen, numbers(1, 2000))
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("begins with the first event where that is to be kept", () =>
    Effect.gen(function*() {
      const events = yield* Events
      yield* events.publish({ ...event("task"), keep: true })
      yield* publishAll("task", 4999)
      const seen = yield* reading({ topic: "task", from: 1 })
      yield* settled
      assert.deepStrictEqual(seen, [1, "dropped 3000", ...numbers(3002, 5000)])
      const page = yield* events.page({ topic: "task", limit: 5000 })
      assert.strictEqual(page.dropped, 3000)
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("of a topic that is forgotten is told what it did not read, and what comes after", () =>
    Effect.gen(function*() {
      const events = yield* Events
      const gate = yield* Latch.make()
      const seen = yield* reading({ topic: "a", from: 1 }, gate.await)
      yield* publishAll("a", 1)
      yield* settled
      yield* publishAll("a", 10)
      yield* events.forget("a")
      yield* publishAll("a", 1)
      yield* gate.open
      yield* settled
      assert.deepStrictEqual(seen, [1, "dropped 10", 12])
      assert.deepInclude(yield* events.page({ topic: "a" }), { next: 13, dropped: 11 })
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("has not been, for a topic nobody reads and that is forgotten: it begins anew", () =>
    Effect.gen(function*() {
      const events = yield* Events
      yield* publishAll("a", 3)
      yield* events.forget("a")
      assert.deepInclude(yield* events.page({ topic: "a" }), { events: [], dropped: 0 })
      assert.deepInclude(yield* events.publish(event("a")), { seq: 4, number: 1 })
      assert.deepInclude(yield* events.page(), { dropped: 3 })
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("from beyond the end reads what comes", () =>
    Effect.gen(function*() {
      const seen = yield* reading({ topic: "a", from: 5000 })
      yield* publishAll("a", 2)
      yield* settled
      assert.deepStrictEqual(seen, [1, 2])
    }).pipe(Effect.provide(EventsLive.layer)))

  it.effect("that is left wakes nobody", () =>
    Effect.gen(function*() {
      const events = yield* Events
      const reader = yield* Effect.forkChild(Stream.runDrain(events.subscribe({ topic: "a" })), {
        startImmediately: true
      })
      yield* settled
      yield* Fiber.interrupt(reader)
      yield* events.forget("a")
      assert.deepInclude(yield* events.publish(event("a")), { number: 1 })
    }).pipe(Effect.provide(EventsLive.layer)))
})

import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Stream from "effect/Stream"
import type { Event, Subscribed } from "../../services/Events.ts"
import type { Journal } from "./Journal.ts"

/** A reader has at most so many events of its own; the others stay in the common memory until it takes them. */
const batch = 64

/** A place in the memory that moves at the pace of who reads. */
export const makeCursor = (journal: Journal, topic: string | undefined, from: number) => {
  const order = (event: Event): number => topic === undefined ? event.seq : event.number
  let next = Math.min(Math.max(1, from), journal.count() + 1)
  /** The order of the last event that was read or told to be missing. */
  let last = journal.before(topic, next)

  const gapTo = (order: number): ReadonlyArray<Subscribed> => {
    const count = order - last - 1
    last = order - 1
    return count > 0 ? [{ _tag: "Dropped", count }] : []
  }

  const read = (event: Event): ReadonlyArray<Subscribed> => {
    const gap = gapTo(order(event))
    last = order(event)
    next = event.seq + 1
    return [...gap, { _tag: "Event", event }]
  }

  return (): ReadonlyArray<Subscribed> => {
    const events = journal.from(topic, next, batch)
    return events.length > 0 ? events.flatMap(read) : gapTo(journal.count(topic) + 1)
  }
}

/** Held events of this `seq` and later ones, and then those that come. */
export const read = (
  journal: Journal,
  topic: string | undefined,
  from: number | undefined
): Stream.Stream<Subscribed> =>
  Stream.unwrap(Effect.gen(function*() {
    const latch = yield* Latch.make()
    yield* Effect.acquireRelease(
      Effect.sync(() => journal.watch(topic, () => Latch.openUnsafe(latch))),
      (unwatch) => Effect.sync(unwatch)
    )
    const take = makeCursor(journal, topic, from ?? journal.count() + 1)
    const pull: Effect.Effect<Arr.NonEmptyReadonlyArray<Subscribed>> = Effect.suspend(() => {
      // Closed before it looks, so that what comes meanwhile opens it again.
      Latch.closeUnsafe(latch)
      const taken = take()
      return Arr.isReadonlyArrayNonEmpty(taken) ? Effect.succeed(taken) : Effect.andThen(latch.await, pull)
    })
    return Stream.fromPull(Effect.succeed(pull))
  }))

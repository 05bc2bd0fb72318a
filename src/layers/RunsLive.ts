import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Schedule from "effect/Schedule"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { Executor } from "../services/Executor.ts"
import { type NewRun, Runs, TooManyRuns, UnknownRun } from "../services/Runs.ts"
import { makeEntry, type RunEntry } from "./runs/RunEntry.ts"
import { newId } from "./tasks/newId.ts"

/** How many runs there may be, how much of their output is kept (bytes), and for how long. */
export interface Limits {
  readonly running: number
  readonly ended: number
  readonly retention: Duration.Duration
  /** Of one run. */
  readonly output: number
  /** Of all of them; the oldest that ended make room. */
  readonly outputs: number
}

export const limits: Limits = {
  running: 32,
  ended: 100,
  retention: Duration.hours(1),
  output: 10_485_760,
  outputs: 104_857_600
}

const sweepEvery = "1 minute"

/** One run is told of at most this often. */
const moment = "200 millis"

interface Kept extends RunEntry {
  /** Bytes of all the output that this run has been given. */
  readonly granted: () => number
}

const make = Effect.fnUntraced(function*(given: Limits) {
  const executor = yield* Executor
  const entries = new Map<string, Kept>()
  const changes = yield* Effect.acquireRelease(PubSub.sliding<string>(1024), PubSub.shutdown)
  const begins = yield* Effect.acquireRelease(PubSub.sliding<string>(1), PubSub.shutdown)
  // Side by side: what does not end at once must not keep the others waiting.
  const fibers = yield* Effect.acquireRelease(Scope.make("parallel"), Scope.close)

  let free = given.outputs
  const ended = () => [...entries.values()].filter((entry) => entry.ended() !== undefined)
  const drop = ({ granted, run }: Kept): void => {
    if (entries.delete(run.id)) free += granted()
  }

  /** Makes room and gives how much of it there is. */
  const room = (wanted: number): number => {
    for (const oldest of ended()) {
      if (free >= wanted) break
      drop(oldest)
    }
    const granted = Math.min(wanted, free)
    free -= granted
    return granted
  }

  const sweep = Effect.map(Clock.currentTimeMillis, (now) => {
    const all = ended()
    const oldest = now - Duration.toMillis(given.retention)
    all.filter((entry, index) => (entry.ended() ?? now) <= oldest || index < all.length - given.ended).forEach(drop)
  })

  const start = Effect.fn("Runs.start")(function*(wanted: NewRun) {
    yield* sweep
    if (entries.size - ended().length >= given.running) return yield* new TooManyRuns({ limit: given.running })
    const id = newId("x", (taken) => entries.has(taken))
    let left = given.output
    const take = (bytes: number): number => {
      const granted = room(Math.min(bytes, left))
      left -= granted
      return granted
    }
    const entry = yield* makeEntry(id, wanted, executor, take)
    entries.set(id, { ...entry, granted: () => given.output - left })
    yield* PubSub.publish(begins, id)
    const tell = PubSub.publish(changes, id)
    const telling = Stream.runForEach(entry.run.changes, () => Effect.andThen(tell, Effect.sleep(moment)))
    yield* Effect.raceFirst(entry.work, telling).pipe(Effect.ensuring(tell), Effect.forkIn(fibers))
    return entry.run
  }, Effect.uninterruptible)

  yield* Effect.forkScoped(Effect.repeat(sweep, Schedule.spaced(sweepEvery)))

  return Runs.of({
    start,
    get: Effect.fnUntraced(function*(id: string) {
      yield* sweep
      return entries.get(id)?.run ?? (yield* new UnknownRun({ id }))
    }),
    list: Effect.andThen(sweep, Effect.sync(() => [...entries.values()].map(({ run }) => run).toReversed())),
    changes: Stream.fromPubSub(changes),
    begins: Stream.fromPubSub(begins)
  })
})

/** The runs of an executor, within these limits. */
export const layerWith = (given: Limits) => Layer.effect(Runs, make(given))

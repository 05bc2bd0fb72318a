import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { CurrentCall } from "../../services/ToolRegistry.ts"

const first = "2 seconds"
const then = "5 seconds"

/** Tells the caller that a call still runs: after 2 s, then every 5 s. A host may give up a silent one. */
export const reportProgress = <A, E, R>(run: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function*() {
    const { progress } = yield* CurrentCall
    const started = yield* Clock.currentTimeMillis
    const report = Effect.flatMap(Clock.currentTimeMillis, (now) =>
      progress(`still running after ${Math.round((now - started) / 1000)} s`))
    const reports = report.pipe(Effect.repeat(Schedule.spaced(then)), Effect.delay(first), Effect.andThen(Effect.never))
    return yield* Effect.raceFirst(run, reports)
  })

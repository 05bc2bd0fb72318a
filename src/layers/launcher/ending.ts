import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { Ended } from "../../services/Launcher.ts"
import type { Output } from "./output.ts"
import { runs } from "./processTable.ts"
import type { Leader } from "./spawn.ts"

/** Lines in an error. */
export const tailLength = 12

/** What was printed last may still be in the pipe when the process is gone. */
const rest = "150 millis"

const look = Schedule.spaced("250 millis")

/**
 * Completes when the application is gone: the process that was started, or the one that listens where that is another (a
 * script started it, or the launcher program, which ends with code 0 whatever happened).
 */
export const endOf = (leader: Leader, application: number, output: Output, launcher: boolean): Effect.Effect<Ended> =>
  Effect.gen(function*() {
    const { code, signal } = yield* Deferred.await(leader.exited)
    const other = application !== leader.pid
    if (other) {
      yield* Effect.sync(() => runs(application)).pipe(Effect.repeat({ while: (alive) => alive, schedule: look }))
    }
    yield* Effect.sleep(rest)
    const tail = output.last(tailLength)
    if (other && (launcher || code === 0)) return { how: "ended (its exit code cannot be known)", tail }
    return signal === null
      ? { how: `exited with code ${code ?? "unknown"}`, ...(code === null ? {} : { code }), tail }
      : { how: `was ended by ${signal}`, signal, tail }
  })

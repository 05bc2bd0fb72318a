import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { type Busy, NotConnected } from "../../services/ProbeError.ts"
import type { Retry } from "../../services/Retry.ts"

/** How far a round of attempts is: `attempt` is under way, or will be at `nextAt` (epoch milliseconds). */
export interface Progress {
  readonly attempt: number
  readonly of: number
  readonly nextAt?: number
}

/** Repeats an attempt as the `Retry` service says; the error is that of the last attempt and counts them all. */
export const repeated = Effect.fnUntraced(function*<A, R>(
  { attempts: of, reconnect }: Retry["Service"],
  attempt: Effect.Effect<A, NotConnected | Busy, R>,
  report: (progress: Progress) => Effect.Effect<void>
) {
  let tried = 0
  const once = Effect.suspend(() => {
    tried += 1
    return Effect.andThen(report({ attempt: tried, of }), attempt)
  })
  const pauses = Schedule.tap(
    reconnect,
    ({ duration, now }) => report({ attempt: tried + 1, of, nextAt: Math.round(now + Duration.toMillis(duration)) })
  )
  return yield* once.pipe(
    Effect.retry(pauses),
    Effect.mapError((error) =>
      error._tag === "Busy" ? error : new NotConnected({ url: error.url, reason: error.reason, attempts: tried })
    )
  )
})

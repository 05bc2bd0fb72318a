import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { Blocked, Disconnected, Timeout } from "../../services/ProbeError.ts"

/** After this silence the application is asked whether it lives, in milliseconds. */
const silence = 3000
/** How long it has for the answer, in milliseconds. */
const proof = 1000

/** What deciding about one request needs to know of its link. */
export interface Line {
  /** Grows with every sign of life: an answer, or a part of a large one. */
  readonly heard: () => number
  readonly isOpen: () => boolean
  /** Sends a `ping` and completes with its answer. */
  readonly ping: Effect.Effect<unknown, unknown>
  /** The application answers nothing since `since` (epoch milliseconds), if `still` holds. */
  readonly onSilent: (method: string, since: number, still: () => boolean) => Effect.Effect<void>
}

export interface RequestOptions {
  readonly timeout: Duration.Duration
  /** Give up as soon as the silence is understood instead of at the deadline. */
  readonly action: boolean
}

/**
 * Fails when it is time to stop waiting for `method`. One late answer is no silence: under a Qt 5 modal all other
 * requests are answered. Under a Qt 6 modal none is, though notifications still come: they are no sign of life (probe
 * protocol notes §9, §18).
 */
export const giveUp = Effect.fnUntraced(function*(line: Line, method: string, options: RequestOptions) {
  const deadline = Duration.toMillis(options.timeout)
  const sent = yield* Clock.currentTimeMillis
  const start = line.heard()
  const spent = Effect.map(Clock.currentTimeMillis, (now) => now - sent)
  /** What is left of the deadline, at most `ms`. */
  const within = (ms: number) => Effect.map(spent, (so) => Math.max(0, Math.min(ms, deadline - so)))

  /** Asks; true where no answer came in the time there is for it. */
  const isSilent = Effect.fnUntraced(function*() {
    const before = line.heard()
    const still = () => line.heard() === before
    yield* line.ping.pipe(Effect.timeoutOption(yield* within(proof)), Effect.ignore)
    if (still()) yield* line.onSilent(method, sent, still)
    return still()
  })

  let silent = false
  for (let left = deadline; left > 0; left = yield* within(deadline)) {
    const before = line.heard()
    yield* Effect.sleep(Math.min(silence, left))
    if (!line.isOpen()) return yield* new Disconnected({ method, code: 1006, reason: "it is closing" })
    const quiet = line.heard() === before
    if (!quiet) silent = false
    const isOver = (yield* within(deadline)) === 0
    if (!isOver && (options.action || (quiet && !silent))) silent = yield* isSilent()
    if (options.action) break
  }
  const after = yield* spent
  return yield* silent
    ? new Blocked({ method, since: after })
    : new Timeout({ method, after, alive: line.heard() > start })
})

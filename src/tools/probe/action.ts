import * as Effect from "effect/Effect"
import type { Timeout } from "../../services/ProbeError.ts"
import { changes } from "../text/changes.ts"
import { type Observation, observe } from "./observe.ts"

const pause = "60 millis"

/** Looks until something has changed and the next look shows no more; `atLeast` and `atMost` count further looks. */
const settle = Effect.fnUntraced(function*(
  before: Observation,
  given: string | undefined,
  { atLeast, atMost }: { readonly atLeast: number; readonly atMost: number }
) {
  let found = changes(before, yield* observe(given))
  for (let look = 1; look <= atMost; look += 1) {
    yield* Effect.sleep(pause)
    const next = changes(before, yield* observe(given))
    const isQuiet = next.join("\n") === found.join("\n")
    found = next
    if (isQuiet && found.length > 0 && look >= atLeast) break
  }
  return found
})

export interface ActionOptions {
  /** The object acted on, as the caller named it: its state is compared too. */
  readonly target?: string
  /** The effect comes later than the answer, as with `animateClick` (some 100 ms). */
  readonly delayed?: boolean
}

/**
 * Runs an action and says what it changed, because the probe's `ok` proves little. An action whose answer is late
 * although the application lives (a modal dialog on Qt 5) counts as done when something is seen to have opened.
 */
export const withChanges = Effect.fn("Action.withChanges")(
  function*<E extends { readonly _tag: string }, R>(
    action: Effect.Effect<unknown, E | Timeout, R>,
    options: ActionOptions = {}
  ) {
    const before = yield* observe(options.target)
    const late = yield* action.pipe(
      Effect.as(undefined),
      Effect.catchIf(
        (error): error is Extract<E | Timeout, Timeout> => error._tag === "Timeout",
        (timeout) => Effect.succeed(timeout)
      )
    )
    const found = yield* settle(
      before,
      options.target,
      options.delayed ? { atLeast: 3, atMost: 6 } : { atLeast: 1, atMost: 1 }
    )
    if (late === undefined) return found
    const opened = found.some((change) => change.startsWith("opened "))
    return opened ? [...found, "the action itself returns when that closes"] : yield* late
  }
)

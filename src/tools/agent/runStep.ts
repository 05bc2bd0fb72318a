import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { ProbeSocket } from "../../services/ProbeSocket.ts"
import type { Refs } from "../../services/Refs.ts"
import type { X11Input } from "../../services/X11Input.ts"
import { screenChanges, windowChanges } from "../screen/diff.ts"
import type { Screen } from "../screen/Screen.ts"
import { ended, isEnd, settle } from "../screen/settle.ts"
import { newWindows } from "./newWindows.ts"
import { hasChanged } from "./steps/picture.ts"
import type { Performed, Step, StepError } from "./steps/Step.ts"
import { steps } from "./steps/steps.ts"

/** A step that has run. */
export interface StepResult {
  /** What was read back from the application, with the window it opened or closed. */
  readonly line: string
  readonly route: string
  readonly ref: string | undefined
  /** The windows that appeared and went, as the changes call them. */
  readonly windows: ReadonlyArray<string>
  readonly after: Screen
}

const unseen: Performed = { route: "no answer yet", expectsChange: true }

/** Milliseconds after which what seems to have had no effect is looked at once more: under load it comes late. */
const secondLook = 400

const isChanged = (before: Screen, after: Screen): boolean =>
  windowChanges(before, after).length > 0 || screenChanges(before, after).length > 0

/** The screen when the application is quiet. */
const quiet = Effect.fnUntraced(function*({ delay = 0, expectsChange }: Performed, before: Screen) {
  const first = yield* settle({ atLeast: delay })
  return expectsChange && !isChanged(before, first.screen) ? yield* settle({ atLeast: secondLook }) : first
})

const described = (step: Step): string =>
  [step.do, step.target ?? "", step.item ?? ""].filter((part) => part !== "").join(" ")

/**
 * Runs one step and waits until the application is quiet. On Qt 5 an action that opens a dialog answers only when the
 * dialog closes; that it does not answer is no failure when a window has come up (probe protocol notes §18).
 */
export const runStep = Effect.fn("Agent.runStep")(function*(
  step: Step,
  before: Screen,
  last?: string
): Effect.fn.Return<StepResult, StepError, ProbeSocket | Refs | X11Input> {
  const late = yield* steps[step.do](step, before, last).pipe(
    Effect.map((performed) => ({ performed, timeout: undefined })),
    Effect.catchTag("Timeout", (timeout) => Effect.succeed({ performed: unseen, timeout }))
  )
  const { performed, timeout } = late
  const settled = yield* Effect.result(quiet(performed, before))
  if (Result.isFailure(settled)) {
    if (!isEnd(settled.failure)) return yield* settled.failure
    const line = `${performed.readBack?.(before) ?? described(step)}; ${ended}`
    return { line, route: performed.route, ref: undefined, windows: [], after: before }
  }
  const after = settled.success.screen
  const windows = windowChanges(before, after)
  if (timeout !== undefined && windows.length === 0) return yield* timeout
  const changed = isChanged(before, after)
  const readBack = performed.readBack?.(after)
  const effect = changed || !performed.expectsChange
    ? undefined
    : performed.picture !== undefined && (yield* hasChanged(performed.picture))
    ? "its picture has changed"
    : "no visible effect"
  const own = [readBack ?? described(step), effect].filter((part) => part !== undefined)
  return {
    line: [...own, ...newWindows(before, after)].join("; "),
    route: performed.route,
    ref: performed.ref,
    windows,
    after
  }
})

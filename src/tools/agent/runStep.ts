import * as Effect from "effect/Effect"
import type { ProbeSocket } from "../../services/ProbeSocket.ts"
import type { Refs } from "../../services/Refs.ts"
import { screenChanges, windowChanges } from "../screen/diff.ts"
import { elements, type Screen } from "../screen/Screen.ts"
import { settle } from "../screen/settle.ts"
import type { Performed, Step, StepError } from "./steps/Step.ts"
import { steps } from "./steps/steps.ts"

/** A step that has run. */
export interface StepResult {
  /** What was read back from the application, with the window it opened or closed. */
  readonly line: string
  readonly route: string
  readonly ref: string | undefined
  readonly after: Screen
}

const windowLine = (change: string, after: Screen): string =>
  change.startsWith("opened") && change.includes(JSON.stringify(after.title))
    ? `${change}${after.isModal ? ", modal" : ""}, ${elements(after.root).length - 1} elements`
    : change

const unseen: Performed = { route: "no answer yet", expectsChange: true }

const described = (step: Step): string =>
  [step.do, step.target ?? "", step.item ?? ""].filter((part) => part !== "").join(" ")

/**
 * Runs one step and waits until the application is quiet. On Qt 5 an action that opens a dialog answers only when the
 * dialog closes; that it does not answer is no failure when a window has come up (probe protocol notes §18).
 */
export const runStep = Effect.fn("Agent.runStep")(function*(
  step: Step,
  before: Screen
): Effect.fn.Return<StepResult, StepError, ProbeSocket | Refs> {
  const late = yield* steps[step.do](step, before).pipe(
    Effect.map((performed) => ({ performed, timeout: undefined })),
    Effect.catchTag("Timeout", (timeout) => Effect.succeed({ performed: unseen, timeout }))
  )
  const { performed, timeout } = late
  const { screen: after } = yield* settle(performed.delay === undefined ? {} : { atLeast: performed.delay })
  const windows = windowChanges(before, after)
  if (timeout !== undefined && windows.length === 0) return yield* timeout
  const changed = windows.length > 0 || screenChanges(before, after).length > 0
  const readBack = performed.readBack?.(after)
  const nothing = performed.expectsChange && !changed ? "no visible effect" : undefined
  const own = [readBack ?? described(step), nothing].filter((part) => part !== undefined)
  return {
    line: [...own, ...windows.map((change) => windowLine(change, after))].join("; "),
    route: performed.route,
    ref: performed.ref,
    after
  }
})

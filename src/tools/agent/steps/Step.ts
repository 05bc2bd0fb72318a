import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Refused } from "../../../services/ProbeError.ts"
import type { ProbeSocket } from "../../../services/ProbeSocket.ts"
import type { Refs } from "../../../services/Refs.ts"
import type { X11Input } from "../../../services/X11Input.ts"
import type { TargetError } from "../../probe/targets.ts"
import type { Screen } from "../../screen/Screen.ts"

export const verbs = [
  "fill",
  "type",
  "click",
  "double_click",
  "check",
  "select",
  "set",
  "press",
  "item",
  "close",
  "drag",
  "scroll"
] as const
export type Verb = (typeof verbs)[number]

/** One step of `ui_act`, as an agent writes it. */
export const Step = Schema.Struct({
  do: Schema.Literals(verbs).annotate({ description: "action" }),
  target: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "ref or label" })),
  value: Schema.optionalKey(
    Schema.Json.annotate({ description: "text, number, on/off, key, option, path, \"down 3\"" })
  ),
  item: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "row text: check, fill, double_click" })),
  column: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "title, with item" }))
})
export type Step = typeof Step.Type

/** A picture of an element, to be compared with a later one. */
export interface Picture {
  readonly id: string
  readonly image: string
}

/** What was done, and what the step answers with. */
export interface Performed {
  /** The ref of the element, whose own change the step's line tells. */
  readonly ref?: string | undefined
  /** The wire route, for `trace`. */
  readonly route: string
  /** Milliseconds before the effect can show. */
  readonly delay?: number
  /** The line read back from the screen afterwards; the step's own words where absent. */
  readonly readBack?: (after: Screen) => string | undefined
  /** What the element looked like before, where nothing but its picture can tell whether something happened. */
  readonly picture?: Picture
  /** What changed is the point: say so when nothing did. */
  readonly expectsChange: boolean
}

export type StepError = TargetError | Refused

/** `last` is the ref that the step before acted on. */
export type Perform = (
  step: Step,
  screen: Screen,
  last?: string
) => Effect.Effect<Performed, StepError, ProbeSocket | Refs | X11Input>

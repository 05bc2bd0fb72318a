import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { Refused } from "../../../services/ProbeError.ts"
import { elementLine, shortValue } from "../../screen/line.ts"
import { type Fits, resolve } from "../../screen/resolve.ts"
import { type Element, elements, sameLabel, type Screen } from "../../screen/Screen.ts"
import type { Step } from "./Step.ts"

/** An element that is an object, which most steps need. */
export interface ObjectElement extends Element {
  readonly ref: string
  readonly id: string
}

const isObject = (element: Element): element is ObjectElement => element.ref !== undefined && element.id !== undefined

const itemHint = (screen: Screen, target: string): string => {
  const view = elements(screen.root).find((element) =>
    element.children.some((child) => child.ref === undefined && sameLabel(child.label, target) && child.role !== "tab")
  )
  return view?.ref === undefined
    ? ""
    : ` It is a row of ${elementLine(view)}: use {"do":"item","target":"${view.ref}","value":${
      JSON.stringify(target)
    }}.`
}

/** The value of a step that needs a text. */
export const textOf = Effect.fnUntraced(function*(step: Step) {
  const { value } = step
  if (Predicate.isString(value)) return value
  if (Predicate.isNumber(value)) return String(value)
  return yield* new Refused({ reason: `The step ${step.do} needs a text as value. Nothing was done.` })
})

/** The element of a step. */
export const elementOf = Effect.fn("Steps.elementOf")(function*(step: Step, screen: Screen, fits?: Fits) {
  const { target } = step
  if (target === undefined) {
    return yield* new Refused({ reason: `The step ${step.do} needs a target (ref or label). Nothing was done.` })
  }
  return yield* resolve(screen, target, fits).pipe(
    Effect.mapError((error) =>
      error._tag === "Refused" ? new Refused({ reason: `${error.reason}${itemHint(screen, target)}` }) : error
    )
  )
})

/** The element of a step, which has to be an object that can be used. */
export const objectOf = Effect.fn("Steps.objectOf")(function*(step: Step, screen: Screen, fits?: Fits) {
  const element = yield* elementOf(step, screen, fits ?? isObject)
  if (!isObject(element)) {
    return yield* new Refused({ reason: `${elementLine(element)} is no object of its own. Nothing was done.` })
  }
  if (element.states.has("disabled")) {
    return yield* new Refused({ reason: `${elementLine(element)}: it is disabled. Nothing was done.` })
  }
  return element
})

/** The same element on a later screen. */
export const again = (after: Screen, element: Element): Element | undefined =>
  elements(after.root).find((candidate) => candidate.ref === element.ref)

/** Its line as it is now; with what was wanted where it shows something else. Nothing where it is gone. */
export const lineAgain = (element: Element, wanted?: string) => (after: Screen): string | undefined => {
  const now = again(after, element)
  if (now === undefined) return undefined
  const isOther = wanted !== undefined && !now.states.has("password") && !showsText(now.value ?? "", wanted)
  return `${nameAndValue(now)}${isOther ? `, not ${JSON.stringify(wanted)}` : ""}`
}

/** A spin box shows its number with a unit. */
const showsText = (value: string, wanted: string): boolean =>
  value === wanted || value === JSON.stringify(wanted) || (wanted !== "" && value.includes(wanted))

/** `Email = "ada@x.org"` */
const nameAndValue = (element: Element): string => {
  const name = element.label || element.objectName || element.className
  const isToggle = element.role === "checkbox" || element.role === "radio"
  const value = element.value ?? (isToggle ? element.states.has("checked") ? "on" : "off" : undefined)
  return value === undefined ? name : `${name} = ${shortValue(value)}`
}

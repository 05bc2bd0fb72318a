import * as Effect from "effect/Effect"
import { Refused } from "../../../services/ProbeError.ts"
import { elementLine } from "../../screen/outline.ts"
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
  const element = yield* elementOf(step, screen, fits)
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

/** Its line as it is now, or that it is gone. */
export const lineAgain = (element: Element) => (after: Screen): string | undefined => {
  const now = again(after, element)
  return now === undefined ? undefined : nameAndValue(now)
}

/** `Email = "ada@x.org"` */
export const nameAndValue = (element: Element): string => {
  const name = element.label || element.objectName || element.className
  const isToggle = element.role === "checkbox" || element.role === "radio"
  const value = element.value ?? (isToggle ? element.states.has("checked") ? "on" : "off" : undefined)
  return value === undefined ? name : `${name} = ${value}`
}

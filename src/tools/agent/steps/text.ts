import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { Refused } from "../../../services/ProbeError.ts"
import { callOn } from "../../probe/targets.ts"
import { checkSequence, typeText } from "../../probe/typing.ts"
import type { Fits } from "../../screen/resolve.ts"
import type { Element } from "../../screen/Screen.ts"
import type { Perform, Performed, Step } from "./Step.ts"
import { lineAgain, objectOf } from "./targets.ts"

const isField: Fits = (element) => ["textbox", "combobox", "spinbutton"].includes(element.role)

const textOf = Effect.fnUntraced(function*(step: Step) {
  const { value } = step
  if (Predicate.isString(value)) return value
  if (Predicate.isNumber(value)) return String(value)
  return yield* new Refused({ reason: `The step ${step.do} needs a text as value. Nothing was done.` })
})

const done = (element: Element, route: string): Performed => ({
  ref: element.ref,
  route,
  readBack: lineAgain(element),
  expectsChange: false
})

const valueProperty = (element: Element): string =>
  element.role === "combobox" ? "currentText" : element.states.has("multiline") ? "plainText" : "text"

/** Replaces the whole value: by keys where they can be typed, so that the application sees an edit, else by its property. */
export const fill: Perform = Effect.fn("Steps.fill")(function*(step, screen) {
  const element = yield* objectOf(step, screen, isField)
  const text = yield* textOf(step)
  if (element.states.has("readonly")) {
    return yield* new Refused({ reason: `${element.label || element.ref} is read-only. Nothing was done.` })
  }
  if (element.role === "spinbutton") {
    yield* callOn("qt.properties.set", element.id, { name: "value", value: Number(text) })
    return done(element, "qt.properties.set value")
  }
  if (element.role === "textbox" && /^[ -~]*$/.test(text) && text.length <= 500) {
    yield* callOn("qt.ui.sendKeys", element.id, { sequence: "Ctrl+A" }, { action: true })
    yield* text === ""
      ? callOn("qt.ui.sendKeys", element.id, { sequence: "Delete" }, { action: true })
      : callOn("qt.ui.sendKeys", element.id, { text }, { action: true })
    const { value } = { value: yield* callOn("qt.properties.get", element.id, { name: valueProperty(element) }) }
    // An editor may complete, indent or mask what is typed; then its text is set as a whole.
    if (Predicate.hasProperty(value, "value") && value.value === text) return done(element, "qt.ui.sendKeys")
  }
  const name = valueProperty(element)
  yield* callOn("qt.properties.set", element.id, { name, value: text })
  return done(element, `qt.properties.set ${name}`)
})

/** Types at the cursor of the target, or of what has the focus. */
export const type: Perform = Effect.fn("Steps.type")(function*(step, screen) {
  const text = yield* textOf(step)
  const element = step.target === undefined && screen.focus?.ref !== undefined
    ? yield* objectOf({ ...step, target: screen.focus.ref }, screen)
    : yield* objectOf(step, screen, isField)
  yield* typeText(element.id, text)
  return done(element, "typed")
})

/** Presses one chord on the target, or on what has the focus. */
export const press: Perform = Effect.fn("Steps.press")(function*(step, screen) {
  const sequence = yield* textOf(step)
  yield* checkSequence(sequence)
  const element = yield* objectOf(
    { ...step, target: step.target ?? screen.focus?.ref ?? screen.root.ref ?? "window" },
    screen
  )
  yield* callOn("qt.ui.sendKeys", element.id, { sequence }, { action: true })
  return { route: "qt.ui.sendKeys", expectsChange: true }
})

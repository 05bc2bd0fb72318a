import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../../services/ProbeError.ts"
import { ask } from "../../probe/ask.ts"
import { callOn } from "../../probe/targets.ts"
import { typeText } from "../../probe/typing.ts"
import type { Fits } from "../../screen/resolve.ts"
import { type Element, elements, type Screen, viewRoles } from "../../screen/Screen.ts"
import { chooseOption } from "./combo.ts"
import { editCell } from "./editCell.ts"
import { setNumber } from "./set.ts"
import type { Perform, Performed, Step } from "./Step.ts"
import { lineAgain, objectOf, textOf } from "./targets.ts"

const isField: Fits = (element) => ["textbox", "combobox", "spinbutton"].includes(element.role)

const property = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const done = (element: Element, route: string, wanted?: string): Performed => ({
  ref: element.ref,
  route,
  readBack: lineAgain(element, wanted),
  expectsChange: false
})

const valueProperty = (element: Element): string =>
  element.role === "combobox" ? "currentText" : element.states.has("multiline") ? "plainText" : "text"

/** The page tells it of some combos only. */
const isEditable = (comboId: string) =>
  property({ objectId: comboId, name: "editable" }).pipe(
    Effect.map(({ value }) => value === true),
    Effect.catchTag("ProbeFault", () => Effect.succeed(false))
  )

/** Selects all and types over it. */
const typeOver = Effect.fnUntraced(function*(id: string, text: string) {
  yield* callOn("qt.ui.sendKeys", id, { sequence: "Ctrl+A" }, { action: true })
  yield* text === ""
    ? callOn("qt.ui.sendKeys", id, { sequence: "Delete" }, { action: true })
    : callOn("qt.ui.sendKeys", id, { text }, { action: true })
})

/**
 * Selects all and inserts in its place, which takes any script and is an edit to the application: setting the property
 * starts a new document, unmodified and without undo.
 */
const pasteOver = Effect.fnUntraced(function*(id: string, text: string) {
  yield* callOn("qt.ui.sendKeys", id, { sequence: "Ctrl+A" }, { action: true })
  return yield* callOn("qt.methods.invoke", id, { method: "insertPlainText", args: [text] }, { action: true }).pipe(
    Effect.as(true),
    Effect.catchTag("ProbeFault", () => Effect.succeed(false))
  )
})

/** A date or time has no number for a value: it is typed. */
const fillSpin = Effect.fnUntraced(function*(element: Element & { readonly id: string }, text: string) {
  const isNumber = text.trim() !== "" && Number.isFinite(Number(text))
  if (isNumber && (yield* setNumber(element.id, Number(text)))) return done(element, "qt.properties.set value", text)
  yield* typeOver(element.id, text)
  return done(element, "qt.ui.sendKeys", text)
})

/**
 * Replaces the whole value: by keys where they can be typed, so that the application sees an edit, else by its property.
 * With `item` the cell of that row.
 */
export const fill: Perform = Effect.fn("Steps.fill")(function*(step, screen) {
  const text = yield* textOf(step)
  if (step.item !== undefined) return yield* editCell(step, step.item, text, screen)
  const element = yield* objectOf(step, screen, isField)
  if (!isField(element)) {
    const how = viewRoles.has(element.role) ? " A cell is filled with item: a text of its row." : ""
    return yield* new Refused({ reason: `${element.label || element.ref} takes no text.${how} Nothing was done.` })
  }
  if (element.states.has("readonly")) {
    return yield* new Refused({ reason: `${element.label || element.ref} is read-only. Nothing was done.` })
  }
  if (element.role === "spinbutton") return yield* fillSpin(element, text)
  if (element.role === "combobox" && !(yield* isEditable(element.id))) return yield* chooseOption(element, text)
  const name = valueProperty(element)
  if (element.states.has("multiline") && (yield* pasteOver(element.id, text))) {
    const { value } = yield* property({ objectId: element.id, name })
    if (value === text) return done(element, "insertPlainText", text)
  }
  if (element.role === "textbox" && /^[ -~]*$/.test(text) && text.length <= 500) {
    yield* typeOver(element.id, text)
    const { value } = yield* property({ objectId: element.id, name })
    // An editor may complete, indent or mask what is typed; then its text is set as a whole.
    if (value === text) return done(element, "qt.ui.sendKeys", text)
  }
  yield* callOn("qt.properties.set", element.id, { name, value: text })
  return done(element, `qt.properties.set ${name}`, text)
})

const addressee = (step: Step, screen: Screen, last: string | undefined): Step => {
  if (step.target !== undefined) return step
  const acted = elements(screen.root).find((element) => element.ref !== undefined && element.ref === last)
  const ref = screen.focus !== undefined && isField(screen.focus) ? screen.focus.ref : acted?.ref ?? screen.focus?.ref
  return ref === undefined ? step : { ...step, target: ref }
}

/** Types at the cursor of the target, of what has the focus, or of the field of the step before. */
export const type: Perform = Effect.fn("Steps.type")(function*(step, screen, last) {
  const text = yield* textOf(step)
  const element = yield* objectOf(addressee(step, screen, last), screen, isField)
  yield* typeText(element.id, text)
  return done(element, "typed")
})

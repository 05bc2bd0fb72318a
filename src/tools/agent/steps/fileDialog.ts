import * as Effect from "effect/Effect"
import { Refused } from "../../../services/ProbeError.ts"
import { callOn } from "../../probe/targets.ts"
import { type Element, elements, plainLabel, type Screen } from "../../screen/Screen.ts"
import { settle } from "../../screen/settle.ts"
import type { Performed } from "./Step.ts"

const accepting = new Set(["open", "save", "choose", "select", "ok"])

/** A dialog's own buttons carry no names; the one that accepts is known by its word. */
const acceptButton = (screen: Screen): Element | undefined =>
  elements(screen.root).find((element) =>
    element.role === "button" && accepting.has(plainLabel(element.label).toLowerCase())
  )

/** Fills the path into Qt's file dialog and accepts it by its button, so that a question it raises can be answered. */
export const acceptFile = Effect.fn("Steps.acceptFile")(function*(screen: Screen, path: string) {
  const edit = elements(screen.root).find((element) => element.objectName === "fileNameEdit")
  if (edit?.id === undefined) {
    return yield* new Refused({ reason: "There is no file dialog in front. Nothing was done." })
  }
  yield* callOn("qt.properties.set", edit.id, { name: "text", value: path })
  const { screen: filled } = yield* settle()
  const button = acceptButton(filled)
  if (button?.id === undefined || button.states.has("disabled")) {
    return yield* new Refused({
      reason: `The dialog does not accept ${path}: its button ${
        button?.label ?? ""
      } stays disabled. Does the file exist, and does the dialog's filter show it? The path is left in the dialog.`
    })
  }
  yield* callOn("qt.methods.invoke", button.id, { method: "animateClick", args: [] }, { action: true })
  const performed: Performed = {
    route: "fileNameEdit, animateClick",
    delay: 200,
    expectsChange: true,
    readBack: (after) =>
      after.root.ref === screen.root.ref ? `${path} is filled in; the dialog is still open` : `${button.label} ${path}`
  }
  return performed
})

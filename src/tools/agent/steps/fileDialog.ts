import * as Effect from "effect/Effect"
import { Refused } from "../../../services/ProbeError.ts"
import { callOn } from "../../probe/targets.ts"
import { type Element, elements, plainLabel, type Screen } from "../../screen/Screen.ts"
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
  const button = acceptButton(screen)
  if (button?.id === undefined) {
    return yield* new Refused({
      reason: `The path is filled in, but the dialog has no button that accepts it. Click one by name.`
    })
  }
  yield* callOn("qt.methods.invoke", button.id, { method: "animateClick", args: [] }, { action: true })
  const performed: Performed = {
    route: "fileNameEdit, animateClick",
    delay: 200,
    expectsChange: true,
    readBack: () => `${button.label} ${path}`
  }
  return performed
})

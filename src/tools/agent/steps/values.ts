import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { Refused } from "../../../services/ProbeError.ts"
import { callOn } from "../../probe/targets.ts"
import type { Fits } from "../../screen/resolve.ts"
import { elements, type Screen } from "../../screen/Screen.ts"
import { checkItem } from "./checkItem.ts"
import { acceptFile } from "./fileDialog.ts"
import { chooseItem } from "./items.ts"
import { animation } from "./pointer.ts"
import type { Perform, Step } from "./Step.ts"
import { lineAgain, objectOf } from "./targets.ts"

const isToggle: Fits = (element) => element.role === "checkbox" || element.role === "radio" || element.role === "button"

const words: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  yes: true,
  off: false,
  false: false,
  no: false
}

/** On where no value is given. */
const wanted = (step: Step): boolean | undefined =>
  step.value === undefined
    ? true
    : Predicate.isBoolean(step.value)
    ? step.value
    : words[String(step.value).toLowerCase()]

/** Sets a check box, a checkable button, or with `item` the check mark of a row; does nothing where it is so already. */
export const check: Perform = Effect.fn("Steps.check")(function*(step, screen) {
  const on = wanted(step)
  if (on === undefined) return yield* new Refused({ reason: "check takes on or off as value. Nothing was done." })
  if (step.item !== undefined) return yield* checkItem(step, step.item, on, screen)
  const element = yield* objectOf(step, screen, isToggle)
  const readBack = lineAgain(element)
  if (element.states.has("checked") === on) {
    return { ref: element.ref, route: "as it was", expectsChange: false, readBack }
  }
  return yield* callOn("qt.methods.invoke", element.id, { method: "animateClick", args: [] }, { action: true }).pipe(
    Effect.as({ ref: element.ref, route: "animateClick", delay: animation, expectsChange: true, readBack }),
    // A group box with a check mark is no button.
    Effect.catchTag("ProbeFault", () =>
      Effect.as(
        callOn("qt.properties.set", element.id, { name: "checked", value: on }),
        { ref: element.ref, route: "qt.properties.set checked", expectsChange: true, readBack }
      ))
  )
})

const isFileDialog = (screen: Screen): boolean =>
  elements(screen.root).some((element) => element.objectName === "fileNameEdit")

/** Chooses an option of a combo or a row of a list; in a file dialog a path, which is filled in and accepted. */
export const select: Perform = Effect.fn("Steps.select")(function*(step, screen) {
  if (
    isFileDialog(screen) && Predicate.isString(step.value) && (step.target === undefined || step.value.includes("/"))
  ) {
    return yield* acceptFile(screen, step.value)
  }
  const element = yield* objectOf(step, screen, ({ role }) => ["combobox", "list", "table", "tree"].includes(role))
  if (!Predicate.isString(step.value)) {
    return yield* new Refused({ reason: "select takes the option's text as value. Nothing was done." })
  }
  return yield* chooseItem(element, step.value, screen, "select")
})

export const item: Perform = Effect.fn("Steps.item")(function*(step, screen) {
  const element = yield* objectOf(step, screen, ({ role }) => ["list", "table", "tree", "combobox"].includes(role))
  if (!Predicate.isString(step.value)) {
    return yield* new Refused({ reason: "item takes the row's text as value. Nothing was done." })
  }
  return yield* chooseItem(element, step.value, screen, "click")
})

import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { find } from "../../probe/objects.ts"
import { callOn } from "../../probe/targets.ts"
import { checkSequence } from "../../probe/typing.ts"
import { elements, type Screen, viewRoles } from "../../screen/Screen.ts"
import { buttonOf } from "../menu/routes.ts"
import { animation } from "./pointer.ts"
import { outOfReach, reachOf, untilOpened } from "./reach.ts"
import type { Perform } from "./Step.ts"
import { type ObjectElement, objectOf, textOf } from "./targets.ts"
import { x11Key } from "./x11Pointer.ts"

const titled = (part: string): string => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase()

/** As Qt prints it: `Ctrl+O`. */
const printed = (sequence: string): string =>
  sequence.split("+").map((part) => titled(part.trim()).replace("Control", "Ctrl").replace("Escape", "Esc")).join("+")

/** Chords that a field takes itself before any shortcut. */
const editing = /^Ctrl\+(A|C|V|X|Z|Y|Left|Right|Home|End|Backspace|Del|Delete)$/

/** The action that a chord triggers; actions of the window behind a modal dialog are out of its reach. */
const actionOf = Effect.fnUntraced(function*(sequence: string, screen: Screen) {
  const { objects } = yield* find({
    properties: { shortcut: { _type: "QKeySequence", value: sequence }, enabled: true },
    limit: 20
  })
  return screen.isModal ? objects.find((found) => found.objectId.startsWith(`${screen.root.path}/`)) : objects[0]
})

const isField = (element: ObjectElement): boolean => ["textbox", "combobox", "spinbutton"].includes(element.role)

/** The same, unless the field with the focus takes the chord for itself. */
const shortcutOf = Effect.fnUntraced(function*(sequence: string, element: ObjectElement, screen: Screen) {
  if (isField(element) && editing.test(sequence)) return undefined
  const action = yield* actionOf(sequence, screen)
  return action === undefined ? undefined : `#${action.numericId}`
})

/** The button that Return presses in a dialog. */
const defaultButton = Effect.fnUntraced(function*(screen: Screen) {
  const { objects: [found] } = yield* find({
    className: "QPushButton",
    properties: { default: true, visible: true, enabled: true },
    root: screen.root.id,
    limit: 1
  })
  return found === undefined ? undefined : `#${found.numericId}`
})

/** A button that the chord presses: it can be pressed without blocking. */
const buttonFor = Effect.fnUntraced(function*(sequence: string, element: ObjectElement, screen: Screen) {
  const isReturn = sequence === "Return" || sequence === "Enter"
  if (element.role === "button") return isReturn || sequence === "Space" ? element.id : undefined
  if (isReturn && !element.states.has("multiline") && !viewRoles.has(element.role)) return yield* defaultButton(screen)
  const action = yield* shortcutOf(sequence, element, screen)
  if (action === undefined) return undefined
  const button = yield* buttonOf(screen, { label: "", id: action })
  return Option.getOrUndefined(button)?.id
})

/** Whether the chord runs code that may open a dialog: a shortcut, or Return on a row. */
const mayOpen = Effect.fnUntraced(function*(sequence: string, element: ObjectElement, screen: Screen) {
  if (isField(element) && editing.test(sequence)) return false
  if (viewRoles.has(element.role) && (sequence === "Return" || sequence === "Enter")) return true
  if ((yield* actionOf(sequence, screen)) !== undefined) return true
  const { objects } = yield* find({ properties: { key: { _type: "QKeySequence", value: sequence } }, limit: 1 })
  return objects.length > 0
})

/** What a chord goes to without a target: the focus, else what the steps before it acted on. */
const addressee = (screen: Screen, last: string | undefined): string => {
  const { focus, root } = screen
  if (focus?.ref !== undefined && focus.ref !== root.ref) return focus.ref
  const still = elements(root).some((element) => element.ref !== undefined && element.ref === last)
  return (still ? last : root.ref) ?? "window"
}

/** Presses one chord on the target, or on what has the focus. On Qt 6 shortcuts go by a button or the X server. */
export const press: Perform = Effect.fn("Steps.press")(function*(step, screen, last) {
  const given = yield* textOf(step)
  yield* checkSequence(given)
  const sequence = printed(given)
  const element = yield* objectOf({ ...step, target: step.target ?? addressee(screen, last) }, screen)
  const done = { expectsChange: true, readBack: () => `press ${sequence}` }
  const reach = yield* reachOf(screen)
  if (reach !== "wire") {
    const button = yield* buttonFor(sequence, element, screen)
    if (button !== undefined) {
      yield* callOn("qt.methods.invoke", button, { method: "animateClick", args: [] }, { action: true })
      return { ...done, route: "animateClick", delay: animation }
    }
    if (yield* mayOpen(sequence, element, screen)) {
      if (reach === "none" || !screen.isActive) {
        return yield* outOfReach(
          `${sequence} runs an action that`,
          "ui_menu triggers the action where it can. At your own risk: cu_key of --mode cu."
        )
      }
      yield* x11Key(sequence)
      return { ...done, route: "X11 key", delay: 100 }
    }
  }
  // Qt takes shortcuts in the active window only, and without a window manager there may be none.
  const action = reach === "wire" && !screen.isActive ? yield* shortcutOf(sequence, element, screen) : undefined
  if (action !== undefined) {
    const trigger = callOn("qt.methods.invoke", action, { method: "trigger", args: [] }, { action: true })
    yield* untilOpened(screen, trigger)
    return { ...done, route: "trigger" }
  }
  yield* untilOpened(screen, callOn("qt.ui.sendKeys", element.id, { sequence }, { action: true }))
  return { ...done, route: "qt.ui.sendKeys" }
})

import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask } from "../../probe/ask.ts"
import { find } from "../../probe/objects.ts"
import { callOn } from "../../probe/targets.ts"
import { type Element, elements, plainLabel, sameLabel, type Screen } from "../../screen/Screen.ts"
import { animation } from "./pointer.ts"
import { outOfReach, reachOf, untilOpened } from "./reach.ts"
import type { Perform, Performed } from "./Step.ts"
import { objectOf } from "./targets.ts"

const property = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const performed = (name: string, route: string, delay = 0): Performed => ({
  route,
  delay,
  expectsChange: true,
  readBack: () => `close ${name}`
})

const closing = ["close", "cancel"]

/** The button that does what closing the window does: it can be pressed without blocking. */
const closeButton = (window: Element): Element | undefined => {
  const buttons = elements(window).filter((element) =>
    element.role === "button" && element.id !== undefined && !element.states.has("disabled")
  )
  return closing.map((word) => buttons.find((button) => plainLabel(button.label).toLowerCase() === word))
    .find((button) => button !== undefined)
}

/** Whether closing may raise a question about unsaved changes. */
const hasChanges = (id: string) =>
  property({ objectId: id, name: "windowModified" }).pipe(
    Effect.map(({ value }) => value === true),
    Effect.catchTag("ProbeFault", () => Effect.succeed(false))
  )

const openMenu = Effect.fnUntraced(function*() {
  const { objects } = yield* find({ className: "QMenu", properties: { visible: true }, limit: 20 })
  return objects.at(-1)
})

const invoke = (screen: Screen, id: string) =>
  untilOpened(screen, callOn("qt.methods.invoke", id, { method: "close", args: [] }, { action: true }))

/** Closes an open menu, else the window in front, or the one named: by its own button where it has one. */
export const close: Perform = Effect.fn("Steps.close")(function*(step, screen) {
  const menu = step.target === undefined ? yield* openMenu() : undefined
  if (menu !== undefined) {
    yield* invoke(screen, `#${menu.numericId}`)
    return performed("menu", "close")
  }
  const isFront = step.target === undefined || sameLabel(step.target, screen.title)
  const window = yield* objectOf({ ...step, target: isFront ? screen.root.ref ?? screen.title : step.target }, screen)
  const name = window === screen.root ? JSON.stringify(screen.title) : window.label || window.ref
  const button = closeButton(window)
  if (button?.id !== undefined) {
    yield* callOn("qt.methods.invoke", button.id, { method: "animateClick", args: [] }, { action: true })
    return performed(name, `button ${button.label} (animateClick)`, animation)
  }
  const mayAsk = (yield* reachOf(screen)) !== "wire" && (yield* hasChanges(window.id))
  if (mayAsk) return yield* outOfReach(`Closing ${name}, which has unsaved changes,`, "Save them first.")
  yield* invoke(screen, window.id)
  return performed(name, "close")
})

import * as Effect from "effect/Effect"
import { find } from "../../probe/objects.ts"
import { wholePage } from "../../probe/page.ts"
import { callOn } from "../../probe/targets.ts"
import { type Element, elements, sameLabel, type Screen } from "../../screen/Screen.ts"
import { firstOf, itemsOf } from "../menu/MenuItem.ts"
import { clickMenus } from "../menu/x11Menus.ts"
import { animation } from "./pointer.ts"
import { outOfReach, type Reach, reachOf, untilOpened } from "./reach.ts"
import type { Perform, Performed } from "./Step.ts"
import { objectOf } from "./targets.ts"
import { x11Key } from "./x11Pointer.ts"

const performed = (name: string, route: string, delay = 0): Performed => ({
  route,
  delay,
  expectsChange: true,
  readBack: () => `close ${name}`
})

const closing = ["close", "cancel"]

const buttonsOf = (window: Element): ReadonlyArray<Element> =>
  elements(window).filter((element) =>
    element.role === "button" && element.id !== undefined && !element.states.has("disabled")
  )

/** The button that does what closing the window does: it can be pressed without blocking. */
const closeButton = (window: Element, isDialog: boolean): Element | undefined => {
  const buttons = isDialog ? buttonsOf(window) : []
  const named = closing.map((word) => buttons.find((button) => sameLabel(button.label, word)))
    .find((button) => button !== undefined)
  return named ?? (buttons.length === 1 ? buttons[0] : undefined)
}

const quitting = ["quit", "exit", "close"]

/** The way to the menu entry that ends the application. */
const quitEntry = Effect.fnUntraced(function*() {
  const bar = firstOf(yield* wholePage, (node) => node.role === "menubar")
  const menus = bar === undefined ? [] : itemsOf(bar)
  return quitting.flatMap((word) =>
    menus.flatMap((menu) => menu.items.filter((item) => sameLabel(item.label, word)).map((item) => [menu, item]))
  )[0]
})

/** On Qt 6 a window that asks about unsaved changes as it closes deafens the connection: it is closed from outside. */
const closeOutside = Effect.fnUntraced(function*(screen: Screen, reach: Reach, name: string) {
  const buttons = buttonsOf(screen.root).map((button) => button.label).filter((label) => label !== "")
  const way = reach === "x11" && !screen.isModal ? yield* quitEntry() : undefined
  if (way !== undefined) return yield* Effect.as(clickMenus(screen, way), "X11 clicks")
  if (reach === "x11" && screen.isModal && screen.isActive) return yield* Effect.as(x11Key("Esc"), "X11 key")
  const instead = screen.isModal && buttons.length > 0
    ? `Answer it with one of its buttons: ${buttons.join(", ")}.`
    : "qtmcp_stop ends an application that this bridge has launched."
  return yield* outOfReach(`Closing ${name}`, instead)
})

const openMenu = Effect.fnUntraced(function*() {
  const { objects } = yield* find({ className: "QMenu", properties: { visible: true }, limit: 20 })
  return objects.at(-1)
})

/** The buttons of a main window belong to what is in it. */
const isDialog = (screen: Screen, window: Element): boolean =>
  window !== screen.root || screen.isModal || ["dialog", "alert"].includes(window.role)

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
  const button = closeButton(window, isDialog(screen, window))
  if (button?.id !== undefined) {
    yield* callOn("qt.methods.invoke", button.id, { method: "animateClick", args: [] }, { action: true })
    return performed(name, `button ${button.label} (animateClick)`, animation)
  }
  const reach = yield* reachOf(screen)
  if (reach !== "wire") return performed(name, yield* closeOutside(screen, reach, name), animation)
  yield* invoke(screen, window.id)
  return performed(name, "close")
})

import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { Refused } from "../../../services/ProbeError.ts"
import { call } from "../../probe/ask.ts"
import { callOn } from "../../probe/targets.ts"
import { resolve } from "../../screen/resolve.ts"
import { type Element, elements, fieldRoles, type Screen, viewRoles } from "../../screen/Screen.ts"
import { doubleClickRow } from "./items.ts"
import { pictureOf } from "./picture.ts"
import { hasX11, outOfReach, reachOf, untilOpened } from "./reach.ts"
import type { Perform } from "./Step.ts"
import { elementOf, lineAgain, objectOf } from "./targets.ts"
import { raise, x11Click, x11Drag } from "./x11Pointer.ts"

/** `animateClick` fires some 100 ms after its answer. */
export const animation = 160

const isButton = (element: Element): boolean => ["button", "checkbox", "radio"].includes(element.role)

const clickable = (element: Element): boolean => isButton(element) || element.role === "tab"

const centre = (element: Element) =>
  element.bounds === undefined
    ? new Refused({ reason: `${element.label} has no place on the screen. Nothing was done.` })
    : Effect.succeed({
      x: Math.round(element.bounds.x + element.bounds.width / 2),
      y: Math.round(element.bounds.y + element.bounds.height / 2)
    })

/** A tab is no object: its tab bar is told which one. */
const clickTab = Effect.fnUntraced(function*(tab: Element, screen: Screen) {
  const bar = elements(screen.root).find((element) => element.children.includes(tab))
  const index = bar?.children.filter((child) => child.role === "tab").indexOf(tab) ?? -1
  if (bar?.id === undefined) {
    return yield* new Refused({ reason: `The tab ${tab.label} has no tab bar. Nothing was done.` })
  }
  yield* callOn("qt.properties.set", bar.id, { name: "currentIndex", value: index })
  return { route: "qt.properties.set currentIndex", expectsChange: true, readBack: () => `tab ${tab.label}` }
})

const manual = "At your own risk: cu_leftClick and cu_doubleClick of --mode cu."

/** A click with the mouse: on fields by the wire, on anything else only where a dialog it opens blocks nobody. */
const mouse = Effect.fnUntraced(function*(element: Element & { readonly id: string }, screen: Screen, times: 1 | 2) {
  const at = yield* centre(element)
  const route = fieldRoles.has(element.role) ? "wire" : yield* reachOf(screen)
  if (route === "none") {
    return yield* outOfReach(`A click on ${element.label || element.className || element.role}`, manual)
  }
  const picture = yield* pictureOf(element)
  if (route === "x11") {
    yield* raise(screen)
    yield* x11Click(screen, at, { times })
    return { route: "X11 click", delay: 100, expectsChange: true, ...picture }
  }
  const [method, send] = times === 1
    ? ["qt.ui.click", callOn("qt.ui.click", element.id, {}, { action: true })] as const
    : ["cu.doubleClick", call("cu.doubleClick", { ...at, screenAbsolute: true }, { action: true })] as const
  yield* untilOpened(screen, send)
  return { route: method, expectsChange: true, ...picture }
})

/** A button by `animateClick`, which opens a dialog without blocking; a tab by its bar; anything else with the mouse. */
export const click: Perform = Effect.fn("Steps.click")(function*(step, screen) {
  const found = yield* elementOf(step, screen, clickable)
  if (found.role === "tab") return yield* clickTab(found, screen)
  if (found.role === "menuitem") {
    return yield* new Refused({
      reason: `${found.label} is a menu: use ui_menu {"path": "${found.label}/…"}. Nothing was done.`
    })
  }
  const element = yield* objectOf(step, screen, clickable)
  if (!isButton(element)) return yield* mouse(element, screen, 1)
  yield* callOn("qt.methods.invoke", element.id, { method: "animateClick", args: [] }, { action: true })
  const isToggle = element.role !== "button" || element.states.has("checked")
  return {
    route: "animateClick",
    delay: animation,
    expectsChange: true,
    ...(isToggle ? { ref: element.ref, readBack: lineAgain(element) } : {})
  }
})

/** Double-clicks an element, or a row of a view by its text. */
export const doubleClick: Perform = Effect.fn("Steps.double_click")(function*(step, screen) {
  const row = step.item ?? step.value
  const element = yield* objectOf(step, screen, ({ role }) => !Predicate.isString(row) || viewRoles.has(role))
  if (viewRoles.has(element.role) && Predicate.isString(row)) return yield* doubleClickRow(element, row, screen)
  return yield* mouse(element, screen, 2)
})

const isPair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(Predicate.isNumber)

/**
 * Drags from the middle of the target to another element, or by `[dx, dy]`. A drag out of a view starts a loop of the
 * application's own that only real input ends.
 */
export const drag: Perform = Effect.fn("Steps.drag")(function*(step, screen) {
  const element = yield* objectOf(step, screen)
  const from = yield* centre(element)
  const { value } = step
  if (!Predicate.isString(value) && !isPair(value)) {
    return yield* new Refused({
      reason: "A drag needs where to as value: a ref or label, or [dx, dy]. Nothing was done."
    })
  }
  const to = Predicate.isString(value)
    ? yield* Effect.flatMap(resolve(screen, value), centre)
    : { x: Math.round(from.x + value[0]), y: Math.round(from.y + value[1]) }
  const done = {
    ref: element.ref,
    delay: 100,
    expectsChange: true,
    readBack: lineAgain(element),
    ...(yield* pictureOf(element))
  }
  if (!fieldRoles.has(element.role) && (yield* hasX11)) {
    yield* x11Drag(screen, from, to)
    return { ...done, route: "X11 drag" }
  }
  if (viewRoles.has(element.role) && (yield* reachOf(screen)) === "none") {
    return yield* outOfReach("A drag out of a view", "At your own risk: cu_mouseDrag of --mode cu.")
  }
  const way = { startX: from.x, startY: from.y, endX: to.x, endY: to.y, screenAbsolute: true }
  yield* untilOpened(screen, call("cu.drag", way, { action: true }))
  return { ...done, route: "cu.drag" }
})

/** Scrolls over the target: `"down 3"`, in wheel ticks. */
export const scroll: Perform = Effect.fn("Steps.scroll")(function*(step, screen) {
  const match = /^(up|down|left|right)(?:\s+(\d{1,3}))?$/.exec(String(step.value ?? "down 3"))
  if (match === null) {
    return yield* new Refused({
      reason: "A scroll needs a direction as value, such as \"down 5\" (up, down, left, right). Nothing was done."
    })
  }
  const element = yield* objectOf(step, screen)
  const at = yield* centre(element)
  yield* call("cu.scroll", { ...at, direction: match[1], amount: Number(match[2] ?? 3), screenAbsolute: true }, {
    action: true
  })
  return { route: "cu.scroll", expectsChange: true }
})

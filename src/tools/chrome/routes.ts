import * as Effect from "effect/Effect"
import { Refused } from "../../services/ProbeError.ts"
import { call } from "../probe/ask.ts"
import { inspect } from "../probe/inspect.ts"
import type { Rectangle } from "../probe/Rectangle.ts"
import { act } from "./act.ts"
import { above, label, type PageNode } from "./node.ts"

/** `button "OK" (ref_7)` */
export const called = (node: PageNode): string => `${label(node)} (${node.ref})`

/** The probe's click on these says ok and does nothing (probe protocol notes §18), so they are clicked where they are. */
const items = new Set(["listitem", "treeitem", "cell", "row", "columnheader", "rowheader"])

const centre = ({ height, width, x, y }: Rectangle) => ({ x: Math.floor(x + width / 2), y: Math.floor(y + height / 2) })

const holds = (bounds: Rectangle, { x, y }: { readonly x: number; readonly y: number }): boolean =>
  x >= bounds.x && y >= bounds.y && x < bounds.x + bounds.width && y < bounds.y + bounds.height

/** A click of the mouse where the node is, which may be out of the view it belongs to. */
const clickPlace = Effect.fn("Routes.clickPlace")(function*(node: PageNode) {
  const owner = items.has(node.role)
    ? above(node, (at) => at !== node && at.objectId !== undefined && at.bounds !== undefined)
    : undefined
  const point = node.bounds === undefined ? undefined : centre(node.bounds)
  if (point === undefined || (owner?.bounds !== undefined && !holds(owner.bounds, point))) {
    return yield* new Refused({
      reason: `${
        called(node)
      } is not in view, and the probe cannot click what is not. Nothing was clicked. Scroll to it (cu_scroll, or the keys of the list); in native mode qt_ui_clickItem scrolls by itself.`
    })
  }
  const send = call("cu.click", { ...point, screenAbsolute: true }, { action: true })
  return yield* act({ node, said: `clicked ${called(node)} at its place`, send })
})

/** animateClick answers before what it opens does, and hits a check box that a click at its centre misses (§7, §9). */
const animate = (node: PageNode, objectId: string) =>
  act({
    node,
    said: `clicked ${called(node)}`,
    send: call("qt.methods.invoke", { objectId, method: "animateClick", args: [] }, { action: true }),
    delayed: true
  })

/** Through the accessible action of the node, or a click at its centre. */
export const plain = (node: PageNode) =>
  act({
    node,
    said: `clicked ${called(node)}`,
    // A push button that is pressed by its accessible action is pressed a moment later.
    delayed: node.role === "button",
    send: call("chr.click", { ref: node.wireRef }, { action: true }),
    hint: "It may react to a real click only: cu_leftClick at its place, or qt_ui_click in native mode"
  })

const usable = Effect.fn("Routes.usable")(function*(node: PageNode) {
  if (node.states["disabled"] === true) {
    return yield* new Refused({ reason: `${called(node)} is disabled. Nothing was clicked.` })
  }
  if (node.objectId === undefined) return { isButton: false }
  const { info } = yield* inspect(node.objectId, ["info"])
  if (info?.visible === false) {
    return yield* new Refused({ reason: `${called(node)} is not visible (another tab?). Nothing was clicked.` })
  }
  return { isButton: info?.superClasses.includes("QAbstractButton") === true }
})

/** Whether the menu of an item is open: then the item takes the mouse, which closes the menu as well. */
export const isInOpenMenu = Effect.fn("Routes.isInOpenMenu")(function*({ parent, role }: PageNode) {
  if (role !== "menuitem" || parent?.objectId === undefined) return false
  if (parent.role === "menubar") return true
  const { info } = yield* inspect(parent.objectId, ["info"])
  return info?.visible === true
}, Effect.orElseSucceed(() => false))

/** Clicks a node by the way that works for its kind. */
export const click = Effect.fn("Routes.click")(function*(node: PageNode) {
  const { isButton } = yield* usable(node)
  const combo = above(node, (at) => at.role === "combobox")
  if (items.has(node.role) && combo !== undefined) {
    return yield* new Refused({
      reason: `${called(node)} is an item of a closed ${
        called(combo)
      }. Nothing was clicked. Choose it with chr_formInput on ${combo.ref}, with its text as the value.`
    })
  }
  if (isButton && node.objectId !== undefined) return yield* animate(node, node.objectId)
  return yield* (items.has(node.role) || (yield* isInOpenMenu(node)) ? clickPlace(node) : plain(node))
})

/** The wire methods of `click`, without those of looking. */
export const clicking = ["chr.readPage", "chr.click", "cu.click", "qt.methods.invoke"] as const

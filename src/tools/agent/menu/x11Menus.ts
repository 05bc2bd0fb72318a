import * as Effect from "effect/Effect"
import { Refused } from "../../../services/ProbeError.ts"
import { X11Input } from "../../../services/X11Input.ts"
import { type PageNode, wholePage } from "../../probe/page.ts"
import { sameLabel, type Screen } from "../../screen/Screen.ts"
import { raise, x11Click } from "../steps/x11Pointer.ts"
import { firstOf, type MenuItem } from "./MenuItem.ts"

const pause = "60 millis"
const looks = 15

/** A menu is open when it has a place on the screen. */
const isOpen = (menu: PageNode | undefined): boolean => menu?.bounds !== undefined

/** Reads the page until the menu of that object is open. */
const awaitOpen = Effect.fnUntraced(function*(objectId: string) {
  for (let look = 0; look < looks; look += 1) {
    yield* Effect.sleep(pause)
    const menu = firstOf(yield* wholePage, (node) => node.objectId === objectId)
    if (menu !== undefined && isOpen(menu)) return menu
  }
  return undefined
})

/** Clicks the middle of a node with the pointer of the X server. */
const clickNode = Effect.fnUntraced(function*(screen: Screen, node: PageNode) {
  const { bounds } = node
  if (bounds === undefined) return yield* new Refused({ reason: `${node.name} has no place on the screen.` })
  yield* x11Click(screen, { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 })
})

/**
 * Walks through the menus with X11 clicks. Each opened menu is seen in the page before the next click; if one does not
 * open (the display is another one, a window covers it) everything is closed with Escape and nothing was triggered.
 */
export const clickMenus = Effect.fn("Menu.clickMenus")(function*(screen: Screen, way: ReadonlyArray<MenuItem>) {
  const x11 = yield* X11Input
  yield* raise(screen)
  const escape = Effect.ignore(x11.key("Escape"))
  let node: PageNode | undefined = way[0]?.node
  for (const [index, item] of way.entries()) {
    if (node === undefined) {
      return yield* Effect.andThen(escape, new Refused({ reason: `${item.label} is not in the open menu.` }))
    }
    yield* clickNode(screen, node)
    const next = way[index + 1]
    if (next === undefined) break
    const menu = yield* awaitOpen(item.menu?.objectId ?? "")
    if (menu === undefined) {
      return yield* Effect.andThen(
        Effect.andThen(escape, escape),
        new Refused({
          reason:
            `X11 input did not open the menu ${item.label}: the application may be on another display, or covered by another window. Nothing was triggered.`
        })
      )
    }
    node = (menu.children ?? []).find((child) => sameLabel(child.name ?? "", next.label))
  }
  return { route: "X11 clicks", delay: 100 }
})

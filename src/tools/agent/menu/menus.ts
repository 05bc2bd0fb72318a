import * as Effect from "effect/Effect"
import { Refused } from "../../../services/ProbeError.ts"
import { type PageNode, wholePage } from "../../probe/page.ts"
import { callOn } from "../../probe/targets.ts"
import { firstOf, follow, itemsOf, type MenuItem, type Way } from "./MenuItem.ts"

const pause = "80 millis"

const menuBar = Effect.fnUntraced(function*(page: PageNode) {
  const bar = firstOf(page, (node) => node.role === "menubar")
  const kind = page.role === "window" ? "window" : "dialog"
  const reason = `In front is the ${kind} ${JSON.stringify(page.name ?? "")}, which has no menu bar. Nothing was done.`
  return bar ?? (yield* new Refused({ reason }))
})

/** Opens a menu that is filled only when it opens, by a click on its place in the bar; its popup does not block. */
const open = Effect.fnUntraced(function*(bar: PageNode, item: MenuItem) {
  const { bounds } = item.node
  if (bounds === undefined || bar.bounds === undefined || bar.objectId === undefined) return
  const position = {
    x: Math.round(bounds.x - bar.bounds.x + bounds.width / 2),
    y: Math.round(bounds.y - bar.bounds.y + bounds.height / 2)
  }
  yield* callOn("qt.ui.click", bar.objectId, { position }, { action: true })
  yield* Effect.sleep(pause)
})

/** Whatever was opened is closed, also when the call fails or is cancelled: an open menu swallows the next input. */
const closeMenu = (menu: PageNode | undefined) =>
  menu?.objectId === undefined
    ? Effect.void
    : Effect.ignore(callOn("qt.methods.invoke", menu.objectId, { method: "close", args: [] }, { action: true }))

/** Follows a path through the menu bar and gives what it leads to while every menu on the way is closed again. */
export const withMenu = <A, E, R>(
  path: ReadonlyArray<string>,
  use: (way: Way, bar: PageNode) => Effect.Effect<A, E, R>
) =>
  Effect.gen(function*() {
    const page = yield* wholePage
    const bar = yield* menuBar(page)
    const way = follow(itemsOf(bar), path)
    const last = way.found[0]
    const isEmpty = last?.menu !== undefined && last.items.length === 0
    if (!isEmpty) return yield* use(way, bar)
    return yield* open(bar, last).pipe(
      Effect.andThen(wholePage),
      Effect.flatMap((opened) =>
        Effect.flatMap(menuBar(opened), (openBar) => use(follow(itemsOf(openBar), path), openBar))
      ),
      Effect.ensuring(closeMenu(last.menu))
    )
  })

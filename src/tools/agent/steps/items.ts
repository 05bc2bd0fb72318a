import * as Effect from "effect/Effect"
import { generation } from "../../probe/ask.ts"
import { clickItemSeed } from "../../probe/seedItems.ts"
import { callOn } from "../../probe/targets.ts"
import { look } from "../../screen/look.ts"
import type { Screen } from "../../screen/Screen.ts"
import { chooseOption } from "./combo.ts"
import { findRow, type Found, rowText, shownCell } from "./findRow.ts"
import { outOfReach, reachOf, untilOpened } from "./reach.ts"
import type { Performed } from "./Step.ts"
import type { ObjectElement } from "./targets.ts"
import { raise, x11Click } from "./x11Pointer.ts"

export const clickItem = Effect.fnUntraced(
  function*(id: string, { column, row }: Found, action: "select" | "click" | "doubleClick" | "edit") {
    yield* (yield* generation) === "seed"
      ? clickItemSeed(id, { path: row.path, column, action })
      : callOn("qt.ui.clickItem", id, { path: row.path, column, action }, { action: true })
  }
)

/** The row's line, read off the screen: a row that is not marked there has not been chosen. */
const marked = (view: ObjectElement, found: Found, words: string) => (after: Screen): string => {
  const cell = shownCell(after, view, found)
  const line = `row [${found.row.path.join(",")}] ${rowText(found.row)}`
  const isMarked = cell === undefined || cell.states.has("selected") || cell.states.has("focused")
  return isMarked ? `${words} ${line}` : `${line} is not selected: no visible effect`
}

const done = (view: ObjectElement, found: Found, route: string, words: string): Performed => ({
  route,
  expectsChange: false,
  readBack: marked(view, found, words)
})

/** The pointer of the X server on the row, which is selected first, so that it is in view. */
const clickShown = Effect.fnUntraced(function*(view: ObjectElement, found: Found, screen: Screen, times: 1 | 2) {
  yield* clickItem(view.id, found, "select")
  const bounds = shownCell(yield* look(), view, found)?.bounds
  if (bounds === undefined) return false
  yield* raise(screen)
  yield* x11Click(screen, { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 }, { times })
  return true
})

/**
 * Selects the row with that text, and clicks it. A click may open a dialog: where Qt 6 leaves only the wire the row is
 * selected and not clicked, which is what most applications look at.
 */
export const chooseItem = Effect.fn("Items.chooseItem")(
  function*(view: ObjectElement, text: string, screen: Screen, action: "select" | "click") {
    if (view.role === "combobox") return yield* chooseOption(view, text)
    const found = yield* findRow(view.id, text)
    const reach = action === "select" ? "none" : yield* reachOf(screen)
    if (reach === "x11" && (yield* clickShown(view, found, screen, 1))) {
      return { ...done(view, found, `X11 click, column ${found.column}`, "clicked"), delay: 100 }
    }
    const way = reach === "wire" ? "click" : "select"
    yield* untilOpened(screen, clickItem(view.id, found, way))
    return done(view, found, `qt.ui.clickItem ${way}, column ${found.column}`, `${way}ed`)
  }
)

export const doubleClickRow = Effect.fn("Items.doubleClickRow")(
  function*(view: ObjectElement, text: string, screen: Screen) {
    const found = yield* findRow(view.id, text)
    const reach = yield* reachOf(screen)
    const words = `double-clicked row [${found.row.path.join(",")}] ${rowText(found.row)}`
    const performed: Performed = { route: "qt.ui.clickItem doubleClick", expectsChange: true, readBack: () => words }
    if (reach === "x11" && (yield* clickShown(view, found, screen, 2))) {
      return { ...performed, route: "X11 double click", delay: 100 }
    }
    if (reach !== "wire") {
      return yield* outOfReach(
        `A double click on ${rowText(found.row)}`,
        "At your own risk: cu_doubleClick of --mode cu."
      )
    }
    yield* untilOpened(screen, clickItem(view.id, found, "doubleClick"))
    return performed
  }
)

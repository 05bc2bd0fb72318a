import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { Refused } from "../../../services/ProbeError.ts"
import { generation } from "../../probe/ask.ts"
import { modelPage, type ModelRow } from "../../probe/modelData.ts"
import { modelSearch } from "../../probe/modelSearch.ts"
import { clickItemSeed } from "../../probe/seedItems.ts"
import { callOn } from "../../probe/targets.ts"
import { type Element, sameLabel, type Screen } from "../../screen/Screen.ts"
import { formatCells } from "../../text/values.ts"
import type { Performed, Step } from "./Step.ts"
import { objectOf } from "./targets.ts"

/** A row and the column that has the text. */
interface Found {
  readonly row: ModelRow
  readonly column: number
}

const searchColumns = Effect.fnUntraced(
  function*(id: string, text: string, match: "exact" | "contains", columns: number) {
    const found: Array<Found> = []
    for (let column = 0; column < columns; column += 1) {
      const { matches } = yield* modelSearch(id, {
        value: text,
        match,
        column,
        role: "display",
        parent: [],
        maxHits: 6
      })
      found.push(...matches.map((row) => ({ row, column })))
    }
    return found
  }
)

/** The one row with that text, in whichever column it stands; the model knows rows that are scrolled out too. */
export const findRow = Effect.fn("Items.findRow")(function*(id: string, text: string) {
  const { totalColumns } = yield* modelPage(id, { limit: 1 })
  const columns = Math.max(1, Math.min(totalColumns, 40))
  const exact = yield* searchColumns(id, text, "exact", columns)
  const found = exact.length > 0 ? exact : yield* searchColumns(id, text, "contains", columns)
  const [first, ...others] = found
  if (first === undefined) {
    return yield* new Refused({
      reason: `No row has the text ${JSON.stringify(text)} in any column. Nothing was done: ui_items shows the rows.`
    })
  }
  if (others.some((other) => other.row.path.join() !== first.row.path.join())) {
    const rows = found.slice(0, 5).map(({ row }) => `[${row.path.join(",")}] ${formatCells(row.cells)}`).join("; ")
    return yield* new Refused({
      reason: `Several rows have ${JSON.stringify(text)}: ${rows}. Nothing was done: give the whole text of one.`
    })
  }
  return first
})

/** The option of a combo. Its model is found by the path of the combo: its number says nothing about what is below it. */
const findOption = Effect.fn("Items.findOption")(function*(combo: Element, text: string) {
  const { rows } = yield* modelPage(combo.path ?? combo.id ?? "", { limit: 1000 })
  const names = rows.map((row) => formatCells(row.cells))
  const row = rows[names.indexOf(text)] ?? rows.find((_, index) => sameLabel(names[index] ?? "", text))
  if (row !== undefined) return row
  return yield* new Refused({
    reason: `There is no option ${JSON.stringify(text)}; there is: ${names.slice(0, 30).join(", ")}. Nothing was done.`
  })
})

const clickItem = Effect.fnUntraced(function*(id: string, { column, row }: Found, action: "select" | "click") {
  return yield* (yield* generation) === "seed"
    ? clickItemSeed(id, { path: row.path, column, action })
    : callOn("qt.ui.clickItem", id, { path: row.path, column, action }, { action: true })
})

/** Clicks or selects the row with that text. */
export const chooseItem = Effect.fn("Items.chooseItem")(
  function*(view: Element, text: string, action: "select" | "click") {
    const id = view.id ?? ""
    if (view.role === "combobox") {
      const row = yield* findOption(view, text)
      yield* callOn("qt.properties.set", id, { name: "currentIndex", value: row.path.at(-1) ?? 0 })
      const performed: Performed = {
        ref: view.ref,
        route: "currentIndex",
        expectsChange: false,
        readBack: () => `${view.label || view.objectName} = ${JSON.stringify(formatCells(row.cells))}`
      }
      return performed
    }
    const found = yield* findRow(id, text)
    yield* clickItem(id, found, action)
    const words = action === "click" ? "clicked" : "selected"
    const performed: Performed = {
      route: `qt.ui.clickItem ${action}, column ${found.column}`,
      expectsChange: false,
      readBack: () =>
        `${words} row [${found.row.path.join(",")}] ${formatCells(found.row.cells).replace(/^[\s|]+/, "")}`
    }
    return performed
  }
)

/** A check state comes as a number or as an enum, by the model's class. */
const isChecked = (state: unknown): boolean =>
  Predicate.hasProperty(state, "value") ? state.value === "Checked" : Number(state) > 0

const checkState = Effect.fnUntraced(function*(id: string, path: ReadonlyArray<number>) {
  const { rows } = yield* modelPage(id, {
    parent: path.slice(0, -1),
    offset: path.at(-1) ?? 0,
    limit: 1,
    roles: ["display", "checkState"]
  })
  const cells = rows[0]?.cells ?? []
  const column = cells.findIndex((cell) => cell["checkState"] !== null && cell["checkState"] !== undefined)
  return {
    column,
    isOn: isChecked(cells[column]?.["checkState"]),
    text: cells.map(({ display }) => display).filter((display) => Predicate.isString(display) && display !== "")
      .join(" | ")
  }
})

/** Ticks or unticks a row: the row is selected and the space bar pressed, and the model asked whether it took. */
export const checkItem = Effect.fn("Items.checkItem")(function*(step: Step, text: string, on: boolean, screen: Screen) {
  const view = yield* objectOf(step, screen, ({ role }) => ["list", "table", "tree"].includes(role))
  const found = yield* findRow(view.id, text)
  const before = yield* checkState(view.id, found.row.path)
  if (before.column < 0) {
    return yield* new Refused({ reason: `The row ${before.text} has no check mark in any column. Nothing was done.` })
  }
  if (before.isOn !== on) {
    yield* clickItem(view.id, { ...found, column: before.column }, "select")
    yield* callOn("qt.ui.sendKeys", view.id, { sequence: "Space" }, { action: true })
  }
  const after = yield* checkState(view.id, found.row.path)
  if (after.isOn !== on) {
    return yield* new Refused({
      reason:
        `The check mark of ${after.text} did not change: the row is selected, but the space bar had no effect there.`
    })
  }
  const performed: Performed = {
    route: before.isOn === on ? "as it was" : "select, Space",
    expectsChange: false,
    readBack: () => `${after.text} = ${after.isOn ? "on" : "off"}`
  }
  return performed
})

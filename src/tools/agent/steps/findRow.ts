import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { Refused } from "../../../services/ProbeError.ts"
import { modelPage, type ModelRow } from "../../probe/modelData.ts"
import { modelSearch } from "../../probe/modelSearch.ts"
import { headersOf } from "../../screen/rows.ts"
import { type Element, elements, sameLabel, type Screen } from "../../screen/Screen.ts"

/** A row, the column that has the text, and how many columns there are. */
export interface Found {
  readonly row: ModelRow
  readonly column: number
  readonly columns: number
}

/** `Gamma | 300 | Third item`: what a row says, without its empty cells. */
export const rowText = (row: ModelRow): string =>
  row.cells.map(({ display }) => display).flatMap((display) =>
    display === null || display === undefined || display === ""
      ? []
      : [Predicate.isString(display) ? display : JSON.stringify(display)]
  ).join(" | ")

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
      found.push(...matches.map((row) => ({ row, column, columns })))
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
    const rows = found.slice(0, 5).map(({ row }) => `[${row.path.join(",")}] ${rowText(row)}`).join("; ")
    return yield* new Refused({
      reason: `Several rows have ${JSON.stringify(text)}: ${rows}. Nothing was done: give the whole text of one.`
    })
  }
  return first
})

/** The column of that title, or number from 0. */
export const columnOf = Effect.fn("Items.columnOf")(function*(view: Element, column: string) {
  const titles = headersOf(view)
  const named = titles.findIndex((title) => sameLabel(title, column))
  if (named >= 0) return named
  if (/^\d+$/.test(column)) return Number(column)
  return yield* new Refused({
    reason: `There is no column ${JSON.stringify(column)}; there is: ${titles.join(", ")}. Nothing was done.`
  })
})

/** The cell with the text of a row as the screen shows it now; none where it is scrolled out. */
export const shownCell = (screen: Screen, view: Element, { column, row }: Found): Element | undefined => {
  const display = row.cells[column]?.["display"]
  const now = elements(screen.root).find((element) => element.ref === view.ref)
  const cells = now?.children.filter((child) => child.ref === undefined && child.label === display) ?? []
  return cells.find((cell) => cell.states.has("selected") || cell.states.has("focused")) ?? cells[0]
}

import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { modelPage, type ModelRow } from "../probe/modelData.ts"
import { modelSearch } from "../probe/modelSearch.ts"
import { formatValue } from "../text/values.ts"

type Cell = ModelRow["cells"][number]

const mark = (cell: Cell): string => {
  const state = cell["checkState"]
  if (state === null || state === undefined) return ""
  const isOn = Predicate.hasProperty(state, "value") ? state.value === "Checked" : Number(state) > 0
  return isOn ? "[x] " : "[ ] "
}

const cellText = (cell: Cell): string => {
  const { display } = cell
  const shown = display === null || display === undefined
    ? ""
    : Predicate.isString(display)
    ? display
    : formatValue(display)
  return `${mark(cell)}${shown.replaceAll("\n", "⏎")}`.trimEnd()
}

/** `[3] [x] Gamma | 300` */
export const itemLine = (row: ModelRow, columns?: ReadonlyArray<number>): string => {
  const cells = columns === undefined ? row.cells : columns.flatMap((column) => row.cells.slice(column, column + 1))
  return `[${row.path.join(",")}] ${cells.map(cellText).join(" | ")}${row.hasChildren ? " ▸" : ""}`
}

/** Rows with that text in any column, each once, with their check states. */
export const searchRows = Effect.fn("Items.searchRows")(function*(id: string, value: string, columns: number) {
  const found = new Map<string, ModelRow>()
  for (let column = 0; column < Math.min(columns, 40); column += 1) {
    const { matches } = yield* modelSearch(id, {
      value,
      match: "contains",
      column,
      role: "display",
      parent: [],
      maxHits: 30
    })
    for (const row of matches) {
      if (found.has(row.path.join())) continue
      const { rows: [whole] } = yield* modelPage(id, {
        parent: row.path.slice(0, -1),
        offset: row.path.at(-1) ?? 0,
        limit: 1,
        roles: ["display", "checkState"]
      })
      found.set(row.path.join(), whole ?? row)
    }
  }
  return [...found.values()]
})

import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { Refused } from "../../../services/ProbeError.ts"
import { generation } from "../../probe/ask.ts"
import { modelPage } from "../../probe/modelData.ts"
import { callOn } from "../../probe/targets.ts"
import { type Screen, viewRoles } from "../../screen/Screen.ts"
import { columnOf, findRow, type Found, rowText } from "./findRow.ts"
import { clickItem } from "./items.ts"
import type { Performed, Step } from "./Step.ts"
import { objectOf } from "./targets.ts"

/** A check state comes as a number or as an enum, by the model's class. */
const isChecked = (state: unknown): boolean =>
  Predicate.hasProperty(state, "value") ? state.value === "Checked" : Number(state) > 0

const checkState = Effect.fnUntraced(function*(id: string, path: ReadonlyArray<number>, wanted: number | undefined) {
  const { rows: [row] } = yield* modelPage(id, {
    parent: path.slice(0, -1),
    offset: path.at(-1) ?? 0,
    limit: 1,
    roles: ["display", "checkState"]
  })
  const cells = row?.cells ?? []
  const column = cells.findIndex((cell, index) =>
    cell["checkState"] !== null && cell["checkState"] !== undefined && (wanted === undefined || index === wanted)
  )
  return { column, isOn: isChecked(cells[column]?.["checkState"]), text: row === undefined ? "" : rowText(row) }
})

/**
 * Makes a cell the current one. The seed generation finds a cell by its text alone, and a check mark has none: it is
 * walked to.
 */
const selectCell = Effect.fnUntraced(function*(id: string, found: Found, column: number) {
  if ((yield* generation) === "newest") return yield* clickItem(id, { ...found, column }, "select")
  yield* clickItem(id, found, "select")
  const sequence = column < found.column ? "Left" : "Right"
  for (let step = 0; step < Math.abs(column - found.column); step += 1) {
    yield* callOn("qt.ui.sendKeys", id, { sequence }, { action: true })
  }
})

/** Ticks or unticks a row: the row is selected and the space bar pressed, and the model asked whether it took. */
export const checkItem = Effect.fn("Items.checkItem")(function*(step: Step, text: string, on: boolean, screen: Screen) {
  const view = yield* objectOf(step, screen, ({ role }) => viewRoles.has(role))
  const wanted = step.column === undefined ? undefined : yield* columnOf(view, step.column)
  const found = yield* findRow(view.id, text)
  const before = yield* checkState(view.id, found.row.path, wanted)
  if (before.column < 0) {
    return yield* new Refused({
      reason: `The row ${before.text} has no check mark in ${step.column ?? "any column"}. Nothing was done.`
    })
  }
  if (before.isOn !== on) {
    yield* selectCell(view.id, found, before.column)
    yield* callOn("qt.ui.sendKeys", view.id, { sequence: "Space" }, { action: true })
  }
  const after = yield* checkState(view.id, found.row.path, before.column)
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

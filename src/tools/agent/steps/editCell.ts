import * as Effect from "effect/Effect"
import { Refused } from "../../../services/ProbeError.ts"
import { generation } from "../../probe/ask.ts"
import { inspect } from "../../probe/inspect.ts"
import { modelPage } from "../../probe/modelData.ts"
import { find } from "../../probe/objects.ts"
import { callOn } from "../../probe/targets.ts"
import { typeText } from "../../probe/typing.ts"
import { type Screen, viewRoles } from "../../screen/Screen.ts"
import { formatCells } from "../../text/values.ts"
import { columnOf, findRow, type Found, rowText } from "./findRow.ts"
import { clickItem } from "./items.ts"
import { outOfReach, reachOf } from "./reach.ts"
import type { Performed, Step } from "./Step.ts"
import { objectOf } from "./targets.ts"

/** Opens the editor of a cell. The seed generation has a double click for it alone, which may open a dialog as well. */
const open = Effect.fnUntraced(function*(id: string, found: Found, screen: Screen) {
  if ((yield* generation) === "newest") return yield* clickItem(id, found, "edit")
  if ((yield* reachOf(screen)) !== "wire") {
    return yield* outOfReach("The double click that opens the editor of a cell", "The newest probe has another way.")
  }
  yield* clickItem(id, found, "doubleClick")
})

/** Without a column it is the first one after the text that can be edited, else the one with the text. */
const openFirst = Effect.fnUntraced(function*(id: string, found: Found, wanted: number | undefined, screen: Screen) {
  const after = Array.from({ length: found.columns - found.column - 1 }, (_, index) => found.column + 1 + index)
  const columns = wanted === undefined ? [...after, found.column] : [wanted]
  for (const column of columns) {
    const isOpen = yield* open(id, { ...found, column }, screen).pipe(
      Effect.as(true),
      Effect.catchTag("ProbeFault", () => Effect.succeed(false))
    )
    if (isOpen) return column
  }
  return yield* new Refused({ reason: `No cell of ${rowText(found.row)} can be edited there. Nothing was done.` })
})

const editors = ["QLineEdit", "QTextEdit", "QPlainTextEdit", "QSpinBox", "QDoubleSpinBox", "QComboBox"]

/** What is visible in the view; the seed generation tells it by the focus alone. */
const widgetsIn = Effect.fnUntraced(function*(id: string) {
  const inside = yield* find({ properties: { visible: true }, root: id, limit: 500 })
  return inside.objects.map((entry) => `#${entry.numericId}`)
})

const focusHolder = Effect.map(
  find({ properties: { focus: true }, limit: 1 }),
  ({ objects }) => objects.map((entry) => `#${entry.numericId}`)
)

/** Those of the widgets that take a text or a number, with the kind of each. */
const editorsAmong = Effect.fnUntraced(function*(ids: ReadonlyArray<string>) {
  const found: Array<{ readonly id: string; readonly kind: string }> = []
  for (const id of ids) {
    const { info } = yield* inspect(id, ["info"])
    const classes = [info?.className ?? "", ...(info?.superClasses ?? [])]
    const kind = editors.find((name) => classes.includes(name))
    if (kind !== undefined) found.push({ id, kind })
  }
  return found
})

/** The widget that has come, or the one that was open before; of several that were it is the one with the focus. */
const openEditor = Effect.fnUntraced(function*(before: ReadonlyArray<string>, now: ReadonlyArray<string>) {
  const [come] = yield* editorsAmong(now.filter((id) => !before.includes(id)))
  if (come !== undefined) return come
  const [only, ...others] = yield* editorsAmong(now)
  return others.length === 0 && only !== undefined ? only : (yield* editorsAmong(yield* focusHolder))[0]
})

/** Fills the editor that the view has opened. */
const fillEditor = Effect.fnUntraced(function*(viewId: string, before: ReadonlyArray<string>, text: string) {
  const now = yield* widgetsIn(viewId)
  const editor = yield* openEditor(before, now)
  if (editor === undefined) {
    yield* callOn("qt.ui.sendKeys", now.find((id) => !before.includes(id)) ?? viewId, { sequence: "Esc" }, {
      action: true
    })
    return yield* new Refused({ reason: "The cell is edited by a widget that takes no text. Nothing was changed." })
  }
  const { id, kind } = editor
  if (kind === "QSpinBox" || kind === "QDoubleSpinBox") {
    yield* callOn("qt.properties.set", id, { name: "value", value: Number(text) })
  } else if (kind === "QComboBox") {
    yield* callOn("qt.properties.set", id, { name: "currentText", value: text })
  } else {
    yield* callOn("qt.ui.sendKeys", id, { sequence: "Ctrl+A" }, { action: true })
    yield* typeText(id, text)
  }
  yield* callOn("qt.ui.sendKeys", id, { sequence: "Return" }, { action: true })
})

/** Writes a text into a cell of the row with `item`, through the view's own editor, and reads the model. */
export const editCell = Effect.fn("Items.editCell")(function*(step: Step, item: string, text: string, screen: Screen) {
  const view = yield* objectOf(step, screen, ({ role }) => viewRoles.has(role))
  const wanted = step.column === undefined ? undefined : yield* columnOf(view, step.column)
  const found = yield* findRow(view.id, item)
  const before = yield* widgetsIn(view.id)
  const column = yield* openFirst(view.id, found, wanted, screen)
  yield* fillEditor(view.id, before, text)
  const { path } = found.row
  const page = yield* modelPage(view.id, { parent: path.slice(0, -1), offset: path.at(-1) ?? 0, limit: 1 })
  const cell = formatCells(page.rows[0]?.cells.slice(column, column + 1) ?? [])
  const performed: Performed = {
    route: `qt.ui.clickItem edit, column ${column}`,
    expectsChange: false,
    readBack: () => `${item} = ${JSON.stringify(cell)}${cell === text ? "" : `, not ${JSON.stringify(text)}`}`
  }
  return performed
})

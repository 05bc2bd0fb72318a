import type { Application } from "../toolkit/Application.ts"
import { type Cell, type Item, item, ItemModel } from "../toolkit/ItemModel.ts"
import { ItemView } from "../toolkit/ItemView.ts"
import { QObject } from "../toolkit/QObject.ts"
import type { Widget } from "../toolkit/Widget.ts"

const view = (
  app: Application,
  page: Widget,
  className: string,
  objectName: string,
  widths: ReadonlyArray<number>
): ItemView => {
  const made = new ItemView(app, className, page, objectName)
  made.widths = widths
  const selection = new QObject(app, "QItemSelectionModel", made)
  selection.set("hasSelection", false)
  return made
}

const fill = (made: ItemView, model: ItemModel): ItemView => {
  made.model = model
  made.place(9, 9, 760, 458)
  made.relayout()
  return made
}

const icon = (name: string): Cell => ({
  display: "",
  icon: name,
  otherIcon: name === "red" ? "green" : "red",
  toolTip: "State of the row"
})
const check = (checked: boolean): Cell => ({ display: "", checked })

/** A list with icons and check marks. */
export const buildList = (app: Application, page: Widget): ItemView => {
  const made = view(app, page, "QListWidget", "listWidget", [740])
  const rows = Array.from(
    { length: 40 },
    (_, index) =>
      item([{ display: `Item ${index + 1}`, icon: index % 2 === 0 ? "green" : "blue", checked: index % 3 === 0 }])
  )
  return fill(made, new ItemModel(app, "QListModel", made, [""], rows))
}

/** Icon-only and checkable columns first, so that column 0 has no text (probe protocol notes §18). */
export const buildTable = (app: Application, page: Widget): ItemView => {
  const made = view(app, page, "QTableWidget", "tableWidget", [40, 60, 160, 100, 300])
  const row = (state: string, checked: boolean, name: string, value: string, text: string): Item =>
    item([icon(state), check(checked), { display: name, editable: true }, { display: value, editable: true }, text])
  const rows = [
    row("green", true, "Alpha", "100", "First item"),
    row("blue", false, "Beta", "200", "Second item"),
    row("red", false, "Gamma", "300", "Third item"),
    row("green", true, "Delta", "400", "Fourth item")
  ]
  return fill(made, new ItemModel(app, "QTableModel", made, ["State", "Active", "Name", "Value", "Description"], rows))
}

const fixture = (name: string, channels: string, modes: ReadonlyArray<string> = []): Item =>
  item([name, "Fixture", channels], modes.map((mode) => item([mode, "Mode", "0"])))

const bulk = (): Array<Item> =>
  Array.from({ length: 1200 }, (_, index) => fixture(`Fixture ${`${index}`.padStart(4, "0")}`, `${index}`))

/** The manufacturers of the acceptance suite; the last one fetches 1200 rows when asked. */
export const buildTree = (app: Application, page: Widget, owner: QObject): ItemView => {
  const made = view(app, page, "QTreeView", "treeView", [320, 140, 280])
  const modes = ["Mode 8ch", "Mode 12ch"]
  const lazy = item(["BulkManufacturer", "Manufacturer", ""])
  lazy.pending = bulk
  const rows = [
    item(["ETC", "Manufacturer", ""], [
      fixture("fos4 Fresnel Lustr X8 direct", "0", modes),
      fixture("ColorSource PAR", "0")
    ]),
    item(["Martin", "Manufacturer", ""], [fixture("MAC Aura XB", "0", modes)]),
    lazy
  ]
  return fill(made, new ItemModel(app, "QStandardItemModel", owner, ["Name", "Type", "Count"], rows))
}

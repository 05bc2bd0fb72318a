import type { Action } from "../toolkit/Action.ts"
import { ComboBox } from "../toolkit/ComboBox.ts"
import { moved, type Rect, rect } from "../toolkit/Geometry.ts"
import type { Line } from "../toolkit/ItemLayout.ts"
import type { Item } from "../toolkit/ItemModel.ts"
import { ItemView } from "../toolkit/ItemView.ts"
import { Menu } from "../toolkit/Menu.ts"
import { MenuBar, type MenuBarItem } from "../toolkit/MenuBar.ts"
import { TabBar } from "../toolkit/TabWidget.ts"
import type { Widget } from "../toolkit/Widget.ts"
import { access } from "./access.ts"
import type { AccessNode } from "./AccessNode.ts"

const nothing = (): void => {}

const leaf = (
  role: string,
  name: string,
  bounds: Rect,
  states: Record<string, boolean>,
  visible = true
): AccessNode => ({
  role,
  name,
  description: "",
  object: undefined,
  bounds,
  invisible: !visible,
  states,
  children: () => [],
  alive: () => true
})

const contains = (rows: ReadonlyArray<Item>, wanted: Item): boolean =>
  rows.some((row) => row === wanted || contains(row.children, wanted))

const cellRoles: Record<string, string> = { QListWidget: "listitem", QTableWidget: "cell", QTreeView: "treeitem" }

const cellNode = (view: ItemView, line: Line, column: number): AccessNode => {
  const area = moved(view.cellRect(line, column), view.origin())
  const at = view.current
  const same = at?.path.join() === line.path.join()
  const selected = same && (view.isTree || at?.column === column)
  const states: Record<string, boolean> = {}
  if (same && at?.column === column) states["focused"] = true
  if (selected) states["selected"] = true
  if (view.isTree && column === 0 && view.model?.hasChildren(line.item) === true && view.expanded.has(line.item)) {
    states["expanded"] = true
  }
  return {
    // Check state and icons are not told (probe protocol notes §18).
    ...leaf(cellRoles[view.className] ?? "cell", line.item.cells[column]?.display ?? "", area, states),
    invisible: !view.visible,
    alive: () => !view.destroyed && contains(view.model?.rows ?? [], line.item),
    // Says it was pressed and does nothing: the probe's false success.
    press: nothing
  }
}

const headers = (view: ItemView): Array<AccessNode> => {
  if (view.headerHeight === 0) return []
  const origin = view.origin()
  let x = origin.x + view.bars.viewport.area.x
  return (view.model?.headers ?? []).map((title, column) => {
    const area = rect(x, origin.y + 1, view.widths[column] ?? 100, view.headerHeight)
    x += area.width
    return leaf("columnheader", title, area, {}, view.visible)
  })
}

const rowNodes = (view: ItemView, line: Line): Array<AccessNode> => {
  const cells = Array.from({ length: view.model?.columns ?? 0 }, (_, column) => cellNode(view, line, column))
  if (view.rowHeaderWidth === 0) return cells
  const first = view.cellRect(line, 0)
  const area = moved(rect(1, first.y, view.rowHeaderWidth, first.height), view.origin())
  cells.unshift(leaf("rowheader", `${line.line + 1}`, area, {}, view.visible))
  return cells
}

const viewNodes = (view: ItemView): Array<AccessNode> => [
  ...headers(view),
  ...view.visibleLines().flatMap((line) => rowNodes(view, line))
]

const tabNodes = (bar: TabBar): Array<AccessNode> =>
  bar.labels.map((label, index) => ({
    ...leaf(
      "tab",
      label,
      moved(bar.tabRect(index), bar.origin()),
      index === bar.int("currentIndex") ? { focused: true } : {}
    ),
    press: () => bar.tabs?.select(index)
  }))

const comboNodes = (combo: ComboBox): Array<AccessNode> => {
  const list = access(combo.popup)
  const items = combo.texts.map((text, row) => ({
    ...leaf("listitem", text, rect(0, row * 22, combo.area.width, 22), {}),
    invisible: !combo.popup.visible,
    press: nothing
  }))
  return [{ ...list, name: "", children: () => items }]
}

const actionNode = (
  action: Action,
  area: Rect,
  visible: boolean,
  press: () => void,
  inner: ReadonlyArray<AccessNode>
): AccessNode => ({
  role: action.separator ? "separator" : "menuitem",
  name: action.text("text"),
  description: action.text("toolTip"),
  object: action,
  bounds: area,
  invisible: !visible,
  states: action.flag("enabled") && !action.separator ? {} : { disabled: true },
  children: () => inner,
  alive: () => !action.destroyed,
  press
})

const menuItems = (menu: Menu): Array<AccessNode> =>
  menu.actions.map((action) =>
    actionNode(
      action,
      moved(menu.rowOf(action), menu.visible ? menu.area : { x: 0, y: 0 }),
      menu.visible,
      () => action.trigger(),
      []
    )
  )

const barNode = (bar: MenuBar, item: MenuBarItem): AccessNode =>
  // Pressing an entry of the bar says yes and opens nothing (probe protocol notes §18).
  actionNode(item.action, moved(bar.itemRect(item), bar.origin()), bar.visible, nothing, [
    { ...access(item.menu), name: "" }
  ])

/** The entries of menu bars and menus: actions, which are not children in the object tree. */
export const menuNodes = (widget: Widget): Array<AccessNode> => {
  if (widget instanceof MenuBar) return widget.items.map((item) => barNode(widget, item))
  return widget instanceof Menu && widget.actions.length > 0 ? menuItems(widget) : []
}

/** Elements without an object: cells, tabs, combo entries. */
export const itemsOf = (widget: Widget): Array<AccessNode> => {
  if (widget instanceof ItemView) return viewNodes(widget)
  if (widget instanceof TabBar) return tabNodes(widget)
  return widget instanceof ComboBox ? comboNodes(widget) : []
}

import type { Application } from "./Application.ts"
import type { Json, JsonObject } from "./Json.ts"
import { QObject } from "./QObject.ts"

export interface Cell {
  display: string
  icon?: string
  /** What the icon becomes at the next click: a state that toggles silently. */
  otherIcon?: string
  toolTip?: string
  checked?: boolean
  editable?: boolean
}

/** One row with its children; `pending` are rows the model fetches only when asked. */
export interface Item {
  readonly cells: Array<Cell>
  readonly children: Array<Item>
  pending: (() => Array<Item>) | undefined
}

export const item = (cells: ReadonlyArray<string | Cell>, children: ReadonlyArray<Item> = []): Item => ({
  cells: cells.map((cell) => typeof cell === "string" ? { display: cell } : cell),
  children: [...children],
  pending: undefined
})

export const roleNames: Record<string, string> = {
  "0": "display",
  "1": "decoration",
  "2": "edit",
  "3": "toolTip",
  "4": "statusTip",
  "5": "whatsThis"
}

const standardRoles: Record<string, number> = {
  display: 0,
  decoration: 1,
  edit: 2,
  toolTip: 3,
  statusTip: 4,
  whatsThis: 5,
  font: 6,
  textAlignment: 7,
  background: 8,
  foreground: 9,
  checkState: 10,
  sizeHint: 13
}

export const roleNumber = (name: string): number | undefined => standardRoles[name]

export const roleName = (role: number): string =>
  Object.entries(standardRoles).find(([, number]) => number === role)?.[0] ?? `role_${role}`

/** A QAbstractItemModel holding rows of cells. */
export class ItemModel extends QObject {
  readonly rows: Array<Item> = []
  readonly columns: number
  readonly headers: ReadonlyArray<string>

  constructor(
    app: Application,
    className: string,
    parent: QObject,
    headers: ReadonlyArray<string>,
    rows: ReadonlyArray<Item>
  ) {
    super(app, className, parent)
    this.columns = Math.max(1, headers.length)
    this.headers = headers
    this.rows.push(...rows)
  }

  hasChildren(row: Item): boolean {
    return row.children.length > 0 || row.pending !== undefined
  }

  /** The children of a row (or the top rows), fetching lazy ones first. */
  childrenOf(row: Item | undefined): Array<Item> {
    if (row === undefined) return this.rows
    if (row.pending !== undefined) {
      row.children.push(...row.pending())
      row.pending = undefined
      this.emit("rowsInserted")
    }
    return row.children
  }

  data(cell: Cell | undefined, role: number): Json {
    if (cell === undefined) return null
    switch (role) {
      case 0:
      case 2:
        return cell.display
      case 1:
        return cell.icon === undefined ? null : { _type: "QIcon", value: null }
      case 3:
        return cell.toolTip ?? null
      case 10:
        return cell.checked === undefined ? null : cell.checked ? 2 : 0
      default:
        return null
    }
  }

  rowData(path: ReadonlyArray<number>, row: Item, roles: ReadonlyArray<number>): JsonObject {
    const cells = Array.from(
      { length: this.columns },
      (_, column) => Object.fromEntries(roles.map((role) => [roleName(role), this.data(row.cells[column], role)]))
    )
    const data: JsonObject = { cells, hasChildren: this.hasChildren(row) }
    return this.app.generation === "newest" ? { ...data, path: [...path] } : data
  }

  clear(): void {
    this.rows.length = 0
    this.emit("modelReset")
  }
}

export interface Located {
  readonly item: Item | undefined
  /** The segment that failed, when it did. */
  readonly failed: number | undefined
  /** Rows at the place where the walk stopped. */
  readonly available: number
}

/** Follows a path of row numbers, fetching lazy rows on the way. */
export const locate = (model: ItemModel, path: ReadonlyArray<number>): Located => {
  let at: Item | undefined
  for (const [segment, row] of path.entries()) {
    const rows = model.childrenOf(at)
    const next = rows[row]
    if (next === undefined) return { item: undefined, failed: segment, available: rows.length }
    at = next
  }
  return { item: at, failed: undefined, available: model.childrenOf(at).length }
}

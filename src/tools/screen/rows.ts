import { type Element, elements } from "./Screen.ts"

/** A row of a view as the page shows it. */
export interface Row {
  readonly cells: ReadonlyArray<Element>
  /** What its header says, unless that is its number. */
  readonly header: string
  /** Level in a tree, 0 for a list or table. */
  readonly level: number
}

const itemRoles = new Set(["listitem", "cell", "treeitem", "row"])

/** Column titles of a view; those of a header that is not shown are only numbers, and have no place. */
export const headersOf = (view: Element): ReadonlyArray<string> =>
  elements(view).filter((element) => element.role === "columnheader" && element.bounds !== undefined)
    .map((header) => header.label)

const rowHeader = (view: Element, cell: Element | undefined): string => {
  const y = (cell?.bounds?.y ?? 0) + (cell?.bounds?.height ?? 0) / 2
  const header = view.children.find(({ bounds, role }) =>
    role === "rowheader" && bounds !== undefined && bounds.y <= y && y < bounds.y + bounds.height
  )
  return header === undefined || /^\d*$/.test(header.label) ? "" : header.label
}

/** The items of a view by line: cells that stand at the same height are one row. */
export const rowsOf = (view: Element): ReadonlyArray<Row> => {
  const items = view.children.flatMap((child) => itemRoles.has(child.role) ? [child] : []).filter((item) =>
    item.bounds !== undefined
  )
  const byLine = new Map<number, Array<Element>>()
  for (const item of items) {
    const y = item.bounds?.y ?? 0
    const line = byLine.get(y)
    if (line === undefined) byLine.set(y, [item])
    else line.push(item)
  }
  const rows = [...byLine.values()].map((cells) => cells.toSorted((a, b) => (a.bounds?.x ?? 0) - (b.bounds?.x ?? 0)))
  const lefts = view.role === "tree"
    ? [...new Set(rows.map((cells) => cells[0]?.bounds?.x ?? 0))].toSorted((a, b) => a - b)
    : []
  return rows.map((cells) => ({
    cells,
    header: rowHeader(view, cells[0]),
    level: Math.max(0, lefts.indexOf(cells[0]?.bounds?.x ?? 0))
  }))
}

const cellText = (cell: Element): string => {
  const mark = cell.states.has("checked") ? "[x] " : ""
  return `${mark}${cell.label.replaceAll("\n", "⏎")}`
}

/** `Alpha | 100 | First item (selected)` */
export const rowText = ({ cells, header, level }: Row): string => {
  const isSelected = cells.some((cell) => cell.states.has("selected"))
  const isOpen = cells.some((cell) => cell.states.has("expanded"))
  const isShut = cells.some((cell) => cell.states.has("not expanded"))
  const marker = isOpen ? "▾ " : isShut ? "▸ " : ""
  return `${"  ".repeat(level)}${marker}${header === "" ? "" : `${header}: `}${cells.map(cellText).join(" | ")}${
    isSelected ? " (selected)" : ""
  }`
}

/** A row that says nothing: a list in it is shown as itself. */
export const isBlank = ({ cells }: Row): boolean =>
  cells.every((cell) => cell.label === "" && !cell.states.has("checked") && !cell.states.has("selected"))

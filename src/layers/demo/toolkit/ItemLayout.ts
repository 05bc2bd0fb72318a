import { type Rect, rect } from "./Geometry.ts"
import type { Item } from "./ItemModel.ts"
import type { ItemView } from "./ItemView.ts"

/** A laid-out row: what it is, where it is in the model, and its line number before scrolling. */
export interface Line {
  readonly item: Item
  readonly path: ReadonlyArray<number>
  readonly line: number
}

const indentation = 20

/** Every row that is not inside a collapsed one, top to bottom. */
export const layLines = (rows: ReadonlyArray<Item>, expanded: ReadonlySet<Item>): Array<Line> => {
  const out: Array<Line> = []
  const visit = (below: ReadonlyArray<Item>, parent: ReadonlyArray<number>): void => {
    for (const [row, each] of below.entries()) {
      const path = [...parent, row]
      out.push({ item: each, path, line: out.length })
      if (expanded.has(each)) visit(each.children, path)
    }
  }
  visit(rows, [])
  return out
}

/** A cell's rectangle in view coordinates (may lie outside the viewport). */
export const layCell = (view: ItemView, line: Line, column: number): Rect => {
  const { area } = view.bars.viewport
  const left = view.widths.slice(0, column).reduce((a, b) => a + b, 0)
  const indent = view.isTree && column === 0 ? line.path.length * indentation : 0
  const width = view.widths[column] ?? area.width - left
  const y = area.y + (line.line - view.bars.vertical.int("value")) * view.rowHeight
  return rect(area.x + left + indent, y, width - indent, view.rowHeight)
}

export interface Hit {
  readonly line: Line
  readonly column: number
}

/** The cell at a point of the view. */
export const cellAt = (view: ItemView, x: number, y: number): Hit | undefined => {
  const { area } = view.bars.viewport
  const number = Math.floor((y - area.y) / view.rowHeight) + view.bars.vertical.int("value")
  const line = view.lines()[number]
  if (line === undefined || y < area.y) return undefined
  let right = area.x
  for (const [column, width] of view.widths.entries()) {
    right += width
    if (x < right) return { line, column }
  }
  return { line, column: Math.max(0, view.widths.length - 1) }
}

/** The line a key goes to, undefined when the key does not move. */
export const jump = (key: string, at: number, count: number, page: number): number | undefined => {
  const jumps: Record<string, number> = {
    Down: at + 1,
    Up: at - 1,
    Home: 0,
    End: count - 1,
    PageDown: at + page,
    PageUp: at - page
  }
  const wanted = jumps[key]
  return wanted === undefined ? undefined : Math.max(0, Math.min(count - 1, wanted))
}

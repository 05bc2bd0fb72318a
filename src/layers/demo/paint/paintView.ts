import type { Canvas } from "../canvas/Canvas.ts"
import { lineHeight } from "../canvas/Font.ts"
import { moved, type Rect } from "../toolkit/Geometry.ts"
import type { Line } from "../toolkit/ItemLayout.ts"
import type { Cell } from "../toolkit/ItemModel.ts"
import type { ItemView } from "../toolkit/ItemView.ts"
import { paintMark } from "./paintButton.ts"
import { theme } from "./theme.ts"

const icons: Record<string, number> = { green: 0x43a047, blue: 0x1e88e5, red: 0xe53935 }

const paintArrow = (canvas: Canvas, x: number, y: number, open: boolean): void =>
  open
    ? canvas.fillPolygon([[x, y], [x + 8, y], [x + 4, y + 5]], theme.text)
    : canvas.fillPolygon([[x + 1, y - 2], [x + 6, y + 2], [x + 1, y + 6]], theme.text)

const paintCell = (canvas: Canvas, cell: Cell, at: Rect, selected: boolean): void => {
  if (selected) canvas.fillRect(at.x, at.y, at.width, at.height, theme.accent)
  let x = at.x + 3
  const y = at.y + Math.floor(at.height / 2)
  if (cell.checked !== undefined) {
    paintMark(canvas, x, y - 7, cell.checked)
    x += 20
  }
  if (cell.icon !== undefined) {
    canvas.fillCircle(x + 7, y, 6, icons[cell.icon] ?? theme.dim)
    x += 18
  }
  const color = selected ? theme.accentText : theme.text
  canvas.text(x + 2, y - Math.floor(lineHeight / 2), cell.display, color, {
    clipTo: Math.max(0, at.x + at.width - x - 4)
  })
}

const paintLine = (canvas: Canvas, view: ItemView, line: Line, area: Rect): void => {
  const same = view.current?.path.join() === line.path.join()
  for (const [column, cell] of line.item.cells.entries()) {
    const at = moved(view.cellRect(line, column), area)
    paintCell(canvas, cell, at, same && (view.isTree || view.current?.column === column))
    if (view.rowHeaderWidth > 0) canvas.strokeRect(at.x, at.y, at.width, at.height, theme.header)
    if (view.isTree && column === 0 && view.model?.hasChildren(line.item) === true) {
      paintArrow(canvas, at.x - 14, at.y + 8, view.expanded.has(line.item))
    }
  }
}

const paintHeader = (canvas: Canvas, view: ItemView, area: Rect): void => {
  let x = area.x + view.bars.viewport.area.x
  canvas.fillRect(area.x + 1, area.y + 1, area.width - 2, view.headerHeight, theme.header)
  for (const [column, title] of (view.model?.headers ?? []).entries()) {
    const width = view.widths[column] ?? 100
    canvas.text(x + 6, area.y + 6, title, theme.text, { bold: true, clipTo: width - 10 })
    x += width
    canvas.line(x, area.y + 1, x, area.y + view.headerHeight, theme.border)
  }
}

/** Header, visible rows, icons, check marks, selection. */
export const paintView = (canvas: Canvas, view: ItemView, area: Rect): void => {
  canvas.fillRect(area.x, area.y, area.width, area.height, theme.base)
  if (view.headerHeight > 0) paintHeader(canvas, view, area)
  for (const line of view.rowHeaderWidth > 0 ? view.visibleLines() : []) {
    canvas.text(area.x + 6, area.y + view.cellRect(line, 0).y + 8, `${line.line + 1}`, theme.dim)
  }
  const inner = moved(view.bars.viewport.area, area)
  canvas.clip(inner.x, inner.y, inner.width, inner.height, () => {
    for (const line of view.visibleLines()) paintLine(canvas, view, line, area)
  })
  canvas.strokeRect(area.x, area.y, area.width, area.height, view.focused ? theme.accent : theme.border)
}

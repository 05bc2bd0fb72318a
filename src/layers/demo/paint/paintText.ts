import type { Canvas } from "../canvas/Canvas.ts"
import { lineHeight, textWidth } from "../canvas/Font.ts"
import type { Rect } from "../toolkit/Geometry.ts"
import type { TextWidget } from "../toolkit/TextWidget.ts"
import { theme } from "./theme.ts"

const paintSelection = (canvas: Canvas, widget: TextWidget, x: number, y: number): void => {
  const [from, to] = widget.selection
  if (from === to || !widget.focused) return
  const left = x + textWidth(widget.content.slice(0, from))
  canvas.fillRect(left, y, textWidth(widget.content.slice(from, to)), lineHeight, theme.selection)
}

/** Frame, placeholder or text, selection, cursor. */
export const paintText = (canvas: Canvas, widget: TextWidget, area: Rect): void => {
  const inSpin = widget.objectName === "qt_spinbox_lineedit"
  canvas.fillRect(area.x, area.y, area.width, area.height, widget.flag("readOnly") ? theme.window : theme.base)
  if (!inSpin) canvas.strokeRect(area.x, area.y, area.width, area.height, widget.focused ? theme.accent : theme.border)
  const single = widget.className !== "QTextEdit"
  const x = area.x + 6
  const y = single ? area.y + Math.floor((area.height - lineHeight) / 2) : area.y + 5
  const { content } = widget
  if (content === "") canvas.text(x, y, widget.text("placeholderText"), theme.dim, { clipTo: area.width - 12 })
  if (single) paintSelection(canvas, widget, x, y)
  const color = widget.enabled ? theme.text : theme.dim
  for (const [row, line] of content.split("\n").entries()) {
    canvas.text(x, y + row * lineHeight, line, color, { clipTo: area.width - 12 })
  }
  if (!widget.focused) return
  const before = content.slice(0, widget.cursor).split("\n")
  const cursorX = x + textWidth(before.at(-1) ?? "")
  const cursorY = y + (before.length - 1) * lineHeight
  canvas.line(cursorX, cursorY, cursorX, cursorY + lineHeight - 2, theme.text)
}

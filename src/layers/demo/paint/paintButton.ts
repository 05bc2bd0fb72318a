import type { Canvas } from "../canvas/Canvas.ts"
import { lineHeight, textWidth } from "../canvas/Font.ts"
import type { Button } from "../toolkit/Button.ts"
import type { Rect } from "../toolkit/Geometry.ts"
import { theme } from "./theme.ts"

const paintIcon = (canvas: Canvas, area: Rect, name: string): void => {
  const color = name.startsWith("Open") ? 0x43a047 : 0xe53935
  canvas.fillCircle(area.x + area.width / 2, area.y + area.height / 2, 7, color)
}

/** Push and tool buttons: the text centred, or a coloured dot where there is none. */
export const paintButton = (canvas: Canvas, button: Button, area: Rect): void => {
  const text = button.text("text")
  const fill = button.flag("down") ? theme.pressed : theme.button
  canvas.roundRect(area.x, area.y, area.width, area.height, 4, fill, button.focused ? theme.accent : theme.border)
  if (text === "") return paintIcon(canvas, area, button.text("toolTip"))
  const x = area.x + Math.max(4, Math.floor((area.width - textWidth(text)) / 2))
  const y = area.y + Math.floor((area.height - lineHeight) / 2)
  canvas.text(x, y, text, button.enabled ? theme.text : theme.dim, { clipTo: area.width - 8 })
}

export const paintMark = (canvas: Canvas, x: number, y: number, checked: boolean): void => {
  canvas.fillRect(x, y, 14, 14, theme.base)
  canvas.strokeRect(x, y, 14, 14, theme.border)
  if (!checked) return
  canvas.line(x + 3, y + 7, x + 6, y + 10, theme.accent)
  canvas.line(x + 6, y + 10, x + 11, y + 3, theme.accent)
  canvas.line(x + 3, y + 8, x + 6, y + 11, theme.accent)
  canvas.line(x + 6, y + 11, x + 11, y + 4, theme.accent)
}

export const paintCheckBox = (canvas: Canvas, box: Button, area: Rect): void => {
  paintMark(canvas, area.x + 1, area.y + Math.floor((area.height - 14) / 2), box.flag("checked"))
  const y = area.y + Math.floor((area.height - lineHeight) / 2)
  canvas.text(area.x + 21, y, box.text("text"), theme.text)
  if (box.focused) canvas.strokeRect(area.x + 19, area.y, textWidth(box.text("text")) + 4, area.height, theme.accent)
}

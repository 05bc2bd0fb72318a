import type { Canvas } from "../canvas/Canvas.ts"
import { lineHeight, textWidth } from "../canvas/Font.ts"
import type { ComboPopup } from "../toolkit/ComboBox.ts"
import { moved, type Rect } from "../toolkit/Geometry.ts"
import type { Menu } from "../toolkit/Menu.ts"
import type { MenuBar } from "../toolkit/MenuBar.ts"
import { theme } from "./theme.ts"

const frame = (canvas: Canvas, area: Rect): void => {
  canvas.fillRect(area.x, area.y, area.width, area.height, theme.base)
  canvas.strokeRect(area.x, area.y, area.width, area.height, theme.border)
}

export const paintMenu = (canvas: Canvas, menu: Menu, area: Rect): void => {
  frame(canvas, area)
  for (const action of menu.actions) {
    const row = moved(menu.rowOf(action), area)
    if (action.separator) {
      canvas.line(row.x + 4, row.y + 3, row.x + row.width - 4, row.y + 3, theme.border)
      continue
    }
    const chosen = menu.highlighted === action
    if (chosen) canvas.fillRect(row.x, row.y, row.width, row.height, theme.accent)
    const color = action.flag("enabled") ? (chosen ? theme.accentText : theme.text) : theme.dim
    const y = row.y + Math.floor((row.height - lineHeight) / 2)
    canvas.text(row.x + 10, y, action.text("text"), color)
    canvas.text(row.x + row.width - 8 - textWidth(action.shortcut), y, action.shortcut, theme.dim)
  }
}

export const paintPopup = (canvas: Canvas, popup: ComboPopup, area: Rect): void => {
  frame(canvas, area)
  for (const [row, text] of popup.combo.texts.entries()) {
    const chosen = row === popup.combo.int("currentIndex")
    if (chosen) canvas.fillRect(area.x + 2, area.y + 2 + row * 22, area.width - 4, 22, theme.accent)
    canvas.text(area.x + 8, area.y + 5 + row * 22, text, chosen ? theme.accentText : theme.text)
  }
}

export const paintMenuBar = (canvas: Canvas, bar: MenuBar, area: Rect): void => {
  canvas.fillRect(area.x, area.y, area.width, area.height, theme.window)
  for (const item of bar.items) {
    const at = moved(bar.itemRect(item), area)
    const open = item.menu.visible
    if (open) canvas.fillRect(at.x, at.y, at.width, at.height, theme.accent)
    canvas.text(at.x + 8, at.y + 4, item.action.text("text"), open ? theme.accentText : theme.text)
  }
}

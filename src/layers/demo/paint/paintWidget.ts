import type { Canvas } from "../canvas/Canvas.ts"
import { lineHeight } from "../canvas/Font.ts"
import { ColorCanvas } from "../content/ColorCanvas.ts"
import { Button } from "../toolkit/Button.ts"
import { ComboBox, ComboPopup } from "../toolkit/ComboBox.ts"
import type { Rect } from "../toolkit/Geometry.ts"
import { ItemView } from "../toolkit/ItemView.ts"
import { Menu } from "../toolkit/Menu.ts"
import { MenuBar } from "../toolkit/MenuBar.ts"
import { Slider } from "../toolkit/Slider.ts"
import { SpinBox } from "../toolkit/SpinBox.ts"
import { StatusBar } from "../toolkit/StatusBar.ts"
import { TabBar } from "../toolkit/TabWidget.ts"
import { TextWidget } from "../toolkit/TextWidget.ts"
import type { Widget } from "../toolkit/Widget.ts"
import { paintButton, paintCheckBox } from "./paintButton.ts"
import { paintMenu, paintMenuBar, paintPopup } from "./paintMenu.ts"
import { paintSlider } from "./paintSlider.ts"
import { paintText } from "./paintText.ts"
import { paintView } from "./paintView.ts"
import { theme } from "./theme.ts"

const middle = (area: Rect): number => area.y + Math.floor((area.height - lineHeight) / 2)

const paintTabs = (canvas: Canvas, bar: TabBar, area: Rect): void => {
  for (const [index, label] of bar.labels.entries()) {
    const tab = bar.tabRect(index)
    const chosen = index === bar.int("currentIndex")
    canvas.fillRect(
      area.x + tab.x,
      area.y + (chosen ? 0 : 3),
      tab.width - 1,
      tab.height,
      chosen ? theme.window : theme.header
    )
    canvas.strokeRect(area.x + tab.x, area.y + (chosen ? 0 : 3), tab.width - 1, tab.height, theme.border)
    canvas.text(area.x + tab.x + 12, area.y + 7, label, theme.text, { bold: chosen })
  }
}

const paintCombo = (canvas: Canvas, combo: ComboBox, area: Rect): void => {
  canvas.roundRect(
    area.x,
    area.y,
    area.width,
    area.height,
    3,
    theme.button,
    combo.focused ? theme.accent : theme.border
  )
  canvas.text(area.x + 8, middle(area), combo.currentText, theme.text, { clipTo: area.width - 30 })
  const x = area.x + area.width - 16
  const y = area.y + area.height / 2 - 2
  canvas.fillPolygon([[x, y], [x + 9, y], [x + 4, y + 5]], theme.text)
}

const paintSpin = (canvas: Canvas, spin: SpinBox, area: Rect): void => {
  canvas.fillRect(area.x, area.y, area.width, area.height, theme.base)
  canvas.strokeRect(area.x, area.y, area.width, area.height, spin.focused ? theme.accent : theme.border)
  const x = area.x + area.width - 14
  canvas.fillPolygon([[x, area.y + 10], [x + 8, area.y + 10], [x + 4, area.y + 5]], theme.text)
  canvas.fillPolygon([[x, area.y + 15], [x + 8, area.y + 15], [x + 4, area.y + 20]], theme.text)
}

const paintStrokes = (canvas: Canvas, widget: ColorCanvas, area: Rect): void => {
  const colors = [0xe57373, 0xffb74d, 0xfff176, 0x81c784, 0x64b5f6, 0x9575cd]
  const width = Math.ceil(area.width / colors.length)
  for (const [index, color] of colors.entries()) {
    canvas.fillRect(area.x + index * width, area.y, width, area.height, color)
  }
  for (const stroke of widget.strokes) {
    for (const [index, point] of stroke.entries()) {
      const before = stroke[index - 1] ?? point
      canvas.line(area.x + before.x, area.y + before.y, area.x + point.x, area.y + point.y, theme.text)
      canvas.fillCircle(area.x + point.x, area.y + point.y, 3, theme.text)
    }
  }
}

const paintBar = (canvas: Canvas, area: Rect): void => {
  canvas.fillRect(area.x, area.y, area.width, area.height, theme.window)
  canvas.line(area.x, area.y + area.height - 1, area.x + area.width, area.y + area.height - 1, theme.border)
}

const paintPlain = (canvas: Canvas, widget: Widget, area: Rect): void => {
  switch (widget.className) {
    case "QLabel":
      canvas.text(area.x, middle(area), widget.text("text"), widget.enabled ? theme.text : theme.dim, {
        clipTo: area.width
      })
      break
    case "QToolBar":
      paintBar(canvas, area)
      break
    case "QStackedWidget":
      canvas.strokeRect(area.x - 2, area.y, area.width + 4, area.height + 2, theme.border)
      break
    default:
      if (!widget.isWindow) return
      canvas.fillRect(area.x, area.y, area.width, area.height, theme.window)
      if (widget.className !== "MainWindow") canvas.strokeRect(area.x, area.y, area.width, area.height, theme.dim)
  }
}

/** Paints one widget without its children; `area` is where it lies on the canvas. */
export const paintWidget = (canvas: Canvas, widget: Widget, area: Rect): void => {
  if (widget instanceof ComboPopup) paintPopup(canvas, widget, area)
  else if (widget instanceof Menu) paintMenu(canvas, widget, area)
  else if (widget instanceof MenuBar) paintMenuBar(canvas, widget, area)
  else if (widget instanceof Button) {
    ;(widget.className === "QCheckBox" ? paintCheckBox : paintButton)(canvas, widget, area)
  } else if (widget instanceof TextWidget) paintText(canvas, widget, area)
  else if (widget instanceof ComboBox) paintCombo(canvas, widget, area)
  else if (widget instanceof SpinBox) paintSpin(canvas, widget, area)
  else if (widget instanceof Slider) paintSlider(canvas, widget, area)
  else if (widget instanceof TabBar) paintTabs(canvas, widget, area)
  else if (widget instanceof ItemView) paintView(canvas, widget, area)
  else if (widget instanceof ColorCanvas) paintStrokes(canvas, widget, area)
  else if (widget instanceof StatusBar) canvas.text(area.x + 6, middle(area), widget.message, theme.text)
  else paintPlain(canvas, widget, area)
}

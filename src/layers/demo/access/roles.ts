import { Button } from "../toolkit/Button.ts"
import { ComboBox } from "../toolkit/ComboBox.ts"
import { moved, type Rect } from "../toolkit/Geometry.ts"
import { Slider } from "../toolkit/Slider.ts"
import { SpinBox } from "../toolkit/SpinBox.ts"
import { StatusBar } from "../toolkit/StatusBar.ts"
import { TabBar } from "../toolkit/TabWidget.ts"
import { TextWidget } from "../toolkit/TextWidget.ts"
import type { Widget } from "../toolkit/Widget.ts"

const roles: Record<string, string> = {
  MainWindow: "window",
  QDialog: "dialog",
  QMessageBox: "dialog",
  QFileDialog: "dialog",
  QToolBar: "toolbar",
  QToolButton: "button",
  QPushButton: "button",
  QCheckBox: "checkbox",
  QLabel: "text",
  QLineEdit: "textbox",
  QTextEdit: "textbox",
  QExpandingLineEdit: "textbox",
  QComboBox: "combobox",
  QComboBoxPrivateContainer: "list",
  QSpinBox: "spinbutton",
  QSlider: "slider",
  QScrollBar: "scrollbar",
  QStatusBar: "status",
  QMenuBar: "menubar",
  QMenu: "menu",
  QStackedWidget: "region",
  QTabBar: "tablist",
  QGroupBox: "group",
  QListWidget: "list",
  QTableWidget: "table",
  QTreeView: "tree"
}

/** Chrome role names; anything else is generic (probe protocol notes §7). */
export const roleOf = (widget: Widget): string => roles[widget.className] ?? "generic"

export interface Shape {
  readonly name?: string
  readonly states?: Record<string, boolean>
  readonly value?: string
  /** A rectangle smaller than the widget, in screen coordinates. */
  readonly bounds?: Rect
}

const textShape = (widget: TextWidget): Shape => ({
  states: {
    ...(widget.flag("readOnly") ? { readonly: true } : { editable: true }),
    ...(widget.className === "QTextEdit" ? { multiline: true } : {})
  },
  value: widget.content
})

const buttonShape = (widget: Button): Shape => ({
  name: widget.text("text") === "" ? widget.text("toolTip") : widget.text("text"),
  states: {
    ...(widget.flag("checked") ? { checked: true } : {}),
    ...(widget.flag("down") ? { pressed: true } : {})
  },
  ...(widget.className === "QCheckBox" ? { bounds: moved(widget.hitArea(), widget.origin()) } : {})
})

/** What a class shows of itself beyond role and rectangle. */
export const shape = (widget: Widget): Shape => {
  if (widget instanceof TextWidget) return textShape(widget)
  if (widget instanceof Button) return buttonShape(widget)
  if (widget instanceof ComboBox) return { name: widget.currentText }
  if (widget instanceof SpinBox) return { value: `${widget.int("value")}`, states: { editable: true } }
  if (widget instanceof Slider) return { value: `${widget.int("value")}` }
  if (widget instanceof StatusBar) return { name: widget.message, states: { readonly: true } }
  if (widget instanceof TabBar) return { name: widget.labels[widget.int("currentIndex")] ?? "" }
  if (widget.className === "QLabel") return { name: widget.text("text"), states: { readonly: true } }
  if (widget.className === "QGroupBox") return { name: widget.text("title") }
  return widget.isWindow ? { name: widget.text("windowTitle") } : {}
}

export interface Actions {
  readonly press?: () => void
  readonly toggle?: (wanted: boolean) => void
  readonly setValue?: (value: number) => void
  readonly setText?: (text: string) => void
}

/** What an assistive client can do. A QPushButton animates its press, a tool button does not (probe protocol notes §9). */
export const actionsOf = (widget: Widget): Actions => {
  if (widget instanceof Button && widget.className === "QCheckBox") {
    return {
      toggle: (wanted) => {
        if (wanted !== widget.flag("checked")) widget.click()
      }
    }
  }
  if (widget instanceof Button) {
    return { press: () => widget.className === "QPushButton" ? widget.animateClick() : widget.click() }
  }
  if (widget instanceof SpinBox || widget instanceof Slider) {
    return { setValue: (value) => widget.set("value", Math.trunc(value)) }
  }
  return widget instanceof TextWidget ? { setText: (text) => widget.replaceAll(text) } : {}
}

import type { Application } from "../toolkit/Application.ts"
import { Button } from "../toolkit/Button.ts"
import { ComboBox } from "../toolkit/ComboBox.ts"
import { Dialog } from "../toolkit/Dialog.ts"
import { LineEdit } from "../toolkit/LineEdit.ts"
import type { QObject } from "../toolkit/QObject.ts"
import { SpinBox } from "../toolkit/SpinBox.ts"
import { Widget } from "../toolkit/Widget.ts"

const buttons = (dialog: Dialog, objectName: string, y: number, texts: ReadonlyArray<string>): void => {
  const { width } = dialog.area
  const box = new Widget(dialog.app, "QDialogButtonBox", dialog, objectName).place(10, y, width - 20, 28)
  for (const [index, text] of texts.entries()) {
    const x = width - 20 - 92 * (texts.length - index)
    const button = new Button(dialog.app, "QPushButton", box).place(x, 0, 86, 28).with({ text, default: index === 0 })
    dialog.app.connect(button, "clicked", () => dialog.finish(index === 0))
  }
}

const label = (dialog: Dialog, text: string, y: number, objectName?: string): void => {
  const made = new Widget(dialog.app, "QLabel", dialog, objectName)
  made.place(16, y, Math.min(dialog.area.width - 32, text.length * 7 + 12), 26).with({ text })
}

/** Shows a finished dialog modally and gives it ids. */
const run = (dialog: Dialog): Dialog => {
  const { app } = dialog
  app.windows.push(dialog)
  app.created(dialog)
  app.exec(dialog)
  const first = [...dialog.descend()].find((each) => each instanceof Widget && each.acceptsFocus)
  if (first instanceof Widget) app.setFocus(first, "activeWindow")
  return dialog
}

export const openSettings = (app: Application, parent: QObject): Dialog => {
  const dialog = new Dialog(app, "QDialog", parent, "Settings", "settingsDialog").place(240, 200, 360, 200)
  label(dialog, "Theme:", 16)
  new ComboBox(app, dialog, "themeCombo", ["Light", "Dark", "System"]).place(120, 16, 200, 26)
  label(dialog, "Interval:", 52)
  new SpinBox(app, dialog, "intervalSpin").place(120, 52, 100, 26).with({ minimum: 1, maximum: 60, value: 10 })
  new Button(app, "QCheckBox", dialog, "autosaveCheck").place(120, 88, 220, 22).with({
    text: "Save automatically",
    checkable: true
  })
  buttons(dialog, "buttonBox", 156, ["OK", "Cancel"])
  return run(dialog)
}

export const openFile = (app: Application, parent: QObject, opened: (file: string) => void): Dialog => {
  const dialog = new Dialog(app, "QFileDialog", parent, "Open File").place(180, 170, 480, 160)
  label(dialog, "File name:", 20, "fileNameLabel")
  const name = new LineEdit(app, "QLineEdit", dialog, "fileNameEdit").place(120, 20, 340, 26)
  label(dialog, "File type:", 56, "fileTypeLabel")
  new ComboBox(app, dialog, "fileTypeCombo", ["All Files (*)", "Text Files (*.txt)"]).place(120, 56, 340, 26)
  buttons(dialog, "buttonBox", 116, ["Open", "Cancel"])
  app.connect(dialog, "accepted", () => {
    dialog.emit("fileSelected")
    opened(name.content)
  })
  return run(dialog)
}

export const openAbout = (app: Application, parent: QObject): Dialog => {
  const text = "qtPilot Demo 1.0, a simulated Qt application."
  const dialog = new Dialog(app, "QMessageBox", parent, "About Demo Application").place(220, 220, 400, 130)
  dialog.with({ text })
  label(dialog, text, 24, "qt_msgbox_label")
  buttons(dialog, "qt_msgbox_buttonbox", 88, ["OK"])
  return run(dialog)
}

import type { Application } from "../toolkit/Application.ts"
import { Button } from "../toolkit/Button.ts"
import { ComboBox } from "../toolkit/ComboBox.ts"
import { LineEdit } from "../toolkit/LineEdit.ts"
import { Slider } from "../toolkit/Slider.ts"
import { SpinBox } from "../toolkit/SpinBox.ts"
import { TextEdit } from "../toolkit/TextEdit.ts"
import { Widget } from "../toolkit/Widget.ts"
import { ColorCanvas } from "./ColorCanvas.ts"

/** The widgets of the Form page the rest of the application talks to. */
export interface Form {
  readonly name: LineEdit
  readonly email: LineEdit
  readonly age: SpinBox
  readonly country: ComboBox
  readonly subscribe: Button
  readonly volume: Slider
  readonly volumeLabel: Widget
  readonly notes: TextEdit
  readonly submit: Button
  readonly clear: Button
  readonly openDialog: Button
  readonly locked: Button
  readonly result: Widget
  readonly canvas: ColorCanvas
}

const fieldX = 110
const fieldWidth = 656

const label = (app: Application, page: Widget, name: string, text: string, y: number, buddy: Widget): void => {
  buddy.buddyText = new Widget(app, "QLabel", page, name).place(12, y, 90, 24).with({ text }).text("text")
}

/** Builds the Form page. Labels come after their fields in no particular order, as with a form layout. */
export const buildForm = (app: Application, page: Widget): Form => {
  const name = new LineEdit(app, "QLineEdit", page, "nameEdit").place(fieldX, 12, fieldWidth, 26)
  name.with({ placeholderText: "Enter your name" })
  const email = new LineEdit(app, "QLineEdit", page, "emailEdit").place(fieldX, 44, fieldWidth, 26)
  email.with({ placeholderText: "name@example.com" })
  const age = new SpinBox(app, page, "ageSpin").place(fieldX, 76, 110, 26).with({ minimum: 0, maximum: 120, value: 30 })
  const country = new ComboBox(app, page, "countryCombo", ["Austria", "France", "Germany", "Italy", "Spain"])
    .place(fieldX, 108, 220, 26)
  const subscribe = new Button(app, "QCheckBox", page, "subscribeCheck").place(fieldX, 140, fieldWidth, 22)
    .with({ text: "Subscribe to newsletter", checkable: true, toolTip: "One message a month" })
  const volume = new Slider(app, "QSlider", page, "volumeSlider").place(fieldX, 170, 420, 22)
    .with({ minimum: 0, maximum: 100, value: 50, pageStep: 10 })
  const volumeLabel = new Widget(app, "QLabel", page, "volumeValueLabel").place(540, 170, 60, 22).with({ text: "50" })
  const notes = new TextEdit(app, "QTextEdit", page, "notesEdit").place(fieldX, 202, fieldWidth, 84)
  notes.with({ placeholderText: "Notes" })
  const button = (objectName: string, text: string, x: number, width: number): Button =>
    new Button(app, "QPushButton", page, objectName).place(x, 296, width, 28).with({ text })
  const submit = button("submitButton", "Submit", fieldX, 90)
  const clear = button("clearButton", "Clear", 206, 90)
  const openDialog = button("openDialogButton", "Open Dialog…", 302, 130)
  const locked = button("lockedButton", "Locked", 438, 90).with({ enabled: false })
  const result = new Widget(app, "QLabel", page, "resultLabel").place(fieldX, 334, fieldWidth, 24)
  const canvas = new ColorCanvas(app, "ColorCanvas", page, "colorCanvas").place(fieldX, 366, fieldWidth, 100)
  label(app, page, "nameLabel", "Name:", 12, name)
  label(app, page, "emailLabel", "Email:", 44, email)
  label(app, page, "ageLabel", "Age:", 76, age)
  label(app, page, "countryLabel", "Country:", 108, country)
  label(app, page, "volumeLabel", "Volume:", 170, volume)
  label(app, page, "notesLabel", "Notes:", 202, notes)
  return {
    name,
    email,
    age,
    country,
    subscribe,
    volume,
    volumeLabel,
    notes,
    submit,
    clear,
    openDialog,
    locked,
    result,
    canvas
  }
}

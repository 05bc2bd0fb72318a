import type { Application } from "./Application.ts"
import type { Json } from "./Json.ts"
import { toInt } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import { LineEdit } from "./LineEdit.ts"
import type { QObject } from "./QObject.ts"
import { type MouseInput, Widget } from "./Widget.ts"

const arrowWidth = 18

/** QSpinBox with the line edit Qt puts inside. */
export class SpinBox extends Widget {
  override acceptsFocus = true
  readonly editor: LineEdit

  constructor(app: Application, parent: QObject, objectName: string) {
    super(app, "QSpinBox", parent, objectName)
    this.editor = new LineEdit(app, "QLineEdit", this, "qt_spinbox_lineedit")
    this.editor.acceptsFocus = false
    this.editor.with({ text: "0" })
    app.connect(this.editor, "textEdited", () => this.#typed())
  }

  override place(x: number, y: number, width: number, height: number): this {
    this.editor.place(2, 2, width - arrowWidth - 4, height - 4)
    return super.place(x, y, width, height)
  }

  override with(values: Record<string, Json>): this {
    super.with(values)
    this.editor.with({ text: `${this.int("value")}` })
    return this
  }

  override get(name: string): Json {
    return name === "text" || name === "cleanText" ? `${super.get("value")}` : super.get(name)
  }

  override set(name: string, value: Json): void {
    if (name === "value") this.#assign(toInt(value))
    else super.set(name, value)
  }

  #bounded(wanted: number): number {
    return Math.max(this.int("minimum"), Math.min(this.int("maximum"), wanted))
  }

  #assign(wanted: number): void {
    const next = this.#bounded(wanted)
    const before = this.int("value")
    this.values.set("value", next)
    if (this.editor.content !== `${next}`) this.editor.replaceAll(`${next}`)
    if (next !== before) this.#announce()
  }

  #announce(): void {
    this.emit("valueChanged")
    this.emit("textChanged")
  }

  #typed(): void {
    const digits = this.editor.content.replaceAll(/[^\d-]/g, "")
    const next = this.#bounded(Number.parseInt(digits === "" ? "0" : digits, 10))
    const before = this.int("value")
    this.values.set("value", next)
    if (digits !== this.editor.content) this.editor.replaceAll(digits)
    if (next !== before) this.#announce()
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    switch (method) {
      case "setValue":
        this.#assign(toInt(args[0]))
        return null
      case "stepUp":
      case "stepDown":
        this.#assign(this.int("value") + (method === "stepUp" ? 1 : -1) * this.int("singleStep"))
        return null
      case "selectAll":
      case "clear":
        return this.editor.call(method, [])
      default:
        return super.call(method, args)
    }
  }

  override mousePress(at: MouseInput): void {
    if (at.x >= this.area.width - arrowWidth) this.call(at.y < this.area.height / 2 ? "stepUp" : "stepDown", [])
  }

  override keyPress(key: KeyStroke): boolean {
    if (key.name === "Up" || key.name === "Down") {
      this.call(key.name === "Up" ? "stepUp" : "stepDown", [])
      return true
    }
    if (key.name === "Return") this.emit("editingFinished")
    return this.editor.keyPress(key)
  }

  override wheel(_dx: number, dy: number): boolean {
    this.#assign(this.int("value") + dy * this.int("singleStep"))
    return true
  }
}

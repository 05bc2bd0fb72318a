import type { Application } from "./Application.ts"
import { rect } from "./Geometry.ts"
import { item, ItemModel } from "./ItemModel.ts"
import { type Json, toInt, toText } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import { Menu } from "./Menu.ts"
import type { QObject } from "./QObject.ts"
import { type MouseInput, Widget } from "./Widget.ts"

const rowHeight = 22

/** The drop-down list of a combo box. */
export class ComboPopup extends Menu {
  readonly combo: ComboBox

  constructor(combo: ComboBox) {
    super(combo.app, "QComboBoxPrivateContainer", combo)
    this.combo = combo
  }

  open(): void {
    const at = this.combo.global()
    this.area = rect(at.x, at.y + at.height, at.width, this.combo.texts.length * rowHeight + 4)
    this.setShown(true)
  }

  override mouseRelease(at: MouseInput): void {
    const row = Math.floor((at.y - 2) / rowHeight)
    if (this.combo.texts[row] !== undefined) this.combo.pick(row)
    this.close()
  }

  override keyPress(key: KeyStroke): boolean {
    if (key.name === "Escape" || key.name === "Return") this.close()
    else return this.combo.keyPress(key)
    return true
  }
}

/** QComboBox. Its texts are the rows of its model. */
export class ComboBox extends Widget {
  override acceptsFocus = true
  readonly model: ItemModel
  readonly popup: ComboPopup

  constructor(app: Application, parent: QObject, objectName: string, texts: ReadonlyArray<string>) {
    super(app, "QComboBox", parent, objectName)
    this.model = new ItemModel(app, "QStandardItemModel", this, [""], texts.map((text) => item([text])))
    this.popup = new ComboPopup(this)
    this.values.set("currentIndex", texts.length > 0 ? 0 : -1)
  }

  get texts(): Array<string> {
    return this.model.rows.map((row) => row.cells[0]?.display ?? "")
  }

  get currentText(): string {
    return this.texts[this.int("currentIndex")] ?? ""
  }

  /** A choice by a person: also emits `activated`. */
  pick(index: number): void {
    this.select(index)
    this.emit("activated")
    this.emit("textActivated")
  }

  select(index: number): void {
    const next = index >= 0 && index < this.texts.length ? index : -1
    if (next === this.int("currentIndex")) return
    this.values.set("currentIndex", next)
    this.emit("currentIndexChanged")
    this.emit("currentTextChanged")
  }

  override get(name: string): Json {
    if (name === "currentText") return this.currentText
    return name === "count" ? this.texts.length : super.get(name)
  }

  override set(name: string, value: Json): void {
    if (name === "currentIndex") this.select(toInt(value, -1))
    else if (name === "currentText") this.#selectText(toText(value))
    else super.set(name, value)
  }

  #selectText(text: string): void {
    const index = this.texts.indexOf(text)
    if (index >= 0) this.select(index)
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    switch (method) {
      case "setCurrentIndex":
        this.select(toInt(args[0], -1))
        return null
      case "setCurrentText":
        this.#selectText(toText(args[0]))
        return null
      case "showPopup":
        this.popup.open()
        return null
      case "hidePopup":
        this.popup.close()
        return null
      case "clear":
        this.model.clear()
        this.select(-1)
        return null
      default:
        return super.call(method, args)
    }
  }

  override mousePress(at: MouseInput): void {
    if (at.button !== "left") return
    if (this.popup.visible) this.popup.close()
    else this.popup.open()
  }

  override keyPress(key: KeyStroke): boolean {
    const at = this.int("currentIndex")
    const wanted = key.name === "Down" ? at + 1 : key.name === "Up" ? at - 1 : this.#starting(key.text, at)
    if (wanted === undefined) return false
    if (this.texts[wanted] !== undefined && wanted !== at) this.pick(wanted)
    return true
  }

  #starting(text: string, after: number): number | undefined {
    if (!/^\w$/.test(text)) return undefined
    const starts = (_: string, index: number): boolean =>
      this.texts[index]?.toLowerCase().startsWith(text.toLowerCase()) === true
    const next = this.texts.findIndex((each, index) => index > after && starts(each, index))
    return next >= 0 ? next : this.texts.findIndex(starts)
  }

  override wheel(_dx: number, dy: number): boolean {
    const wanted = this.int("currentIndex") - Math.sign(dy)
    if (this.texts[wanted] !== undefined) this.pick(wanted)
    return true
  }
}

import type { Json } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import { type MouseInput, Widget } from "./Widget.ts"

const characterWidth = 7

/** Shared by QLineEdit and QTextEdit: a text, a cursor, a selection, undo. */
export abstract class TextWidget extends Widget {
  override acceptsFocus = true
  cursor = 0
  anchor = 0
  #undo: Array<string> = []
  #redo: Array<string> = []
  protected abstract readonly property: "text" | "plainText"

  get content(): string {
    return this.text(this.property)
  }

  get selection(): readonly [number, number] {
    return this.cursor < this.anchor ? [this.cursor, this.anchor] : [this.anchor, this.cursor]
  }

  get selected(): string {
    return this.content.slice(...this.selection)
  }

  /** Signals after a change by a person or a program. */
  protected abstract changed(edited: boolean): void

  protected accepts(text: string): string {
    return text
  }

  replaceAll(text: string, edited = false): void {
    const before = this.content
    const next = this.accepts(text)
    if (before !== next) this.#undo.push(before)
    this.values.set(this.property, next)
    this.cursor = this.anchor = next.length
    if (before !== next) this.changed(edited)
  }

  /** Types text over the selection, as a person would. */
  insert(text: string): void {
    if (this.flag("readOnly")) return
    const [from, to] = this.selection
    this.#splice(from, to, this.accepts(text))
  }

  #splice(from: number, to: number, text: string): void {
    const before = this.content
    const next = before.slice(0, from) + text + before.slice(to)
    this.cursor = this.anchor = from + text.length
    if (next === before) return
    this.#undo.push(before)
    this.#redo = []
    this.values.set(this.property, next)
    this.changed(true)
  }

  #restore(from: Array<string>, to: Array<string>): void {
    const text = from.pop()
    if (text === undefined) return
    to.push(this.content)
    this.values.set(this.property, text)
    this.cursor = this.anchor = text.length
    this.changed(true)
  }

  selectAll(): void {
    this.anchor = 0
    this.cursor = this.content.length
    this.emit("selectionChanged")
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    const text = typeof args[0] === "string" ? args[0] : ""
    switch (method) {
      case "setText":
      case "setPlainText":
      case "setHtml":
        this.replaceAll(text)
        return null
      case "clear":
        this.replaceAll("")
        return null
      case "selectAll":
        this.selectAll()
        return null
      case "insertPlainText":
      case "insertHtml":
        this.insert(text)
        return null
      case "append":
        this.replaceAll(this.content === "" ? text : `${this.content}\n${text}`)
        return null
      case "undo":
        this.#restore(this.#undo, this.#redo)
        return null
      case "redo":
        this.#restore(this.#redo, this.#undo)
        return null
      case "copy":
      case "cut":
        if (this.selected !== "") this.app.clipboard = this.selected
        if (method === "cut") this.insert("")
        return null
      case "paste":
        this.insert(this.app.clipboard)
        return null
      default:
        return super.call(method, args)
    }
  }

  override mousePress(at: MouseInput): void {
    this.cursor = this.anchor = Math.max(0, Math.min(this.content.length, Math.round((at.x - 4) / characterWidth)))
    if (at.double) this.selectAll()
  }

  #move(to: number, extend: boolean): void {
    this.cursor = Math.max(0, Math.min(this.content.length, to))
    if (!extend) this.anchor = this.cursor
    this.emit("cursorPositionChanged")
  }

  override keyPress(key: KeyStroke): boolean {
    if (key.ctrl) return this.#control(key)
    const [from, to] = this.selection
    switch (key.name) {
      case "Left":
        this.#move(this.cursor - 1, key.shift)
        return true
      case "Right":
        this.#move(this.cursor + 1, key.shift)
        return true
      case "Home":
        this.#move(0, key.shift)
        return true
      case "End":
        this.#move(this.content.length, key.shift)
        return true
      case "Backspace":
        this.#erase(from === to ? from - 1 : from, to)
        return true
      case "Delete":
        this.#erase(from, from === to ? to + 1 : to)
        return true
      default:
        return this.#printable(key)
    }
  }

  #printable(key: KeyStroke): boolean {
    if (key.alt || key.meta || key.text.length !== 1 || key.text < " ") return false
    this.insert(key.text)
    return true
  }

  #erase(from: number, to: number): void {
    if (!this.flag("readOnly") && from >= 0) this.#splice(from, Math.min(to, this.content.length), "")
  }

  #control(key: KeyStroke): boolean {
    const commands: Record<string, string> = { A: "selectAll", C: "copy", X: "cut", V: "paste", Z: "undo", Y: "redo" }
    const command = commands[key.name]
    if (command !== undefined) this.call(command, [])
    else if (key.name === "Home") this.#move(0, key.shift)
    else if (key.name === "End") this.#move(this.content.length, key.shift)
    else return false
    return true
  }
}

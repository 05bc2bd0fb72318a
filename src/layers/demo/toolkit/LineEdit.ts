import type { Json } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import { TextWidget } from "./TextWidget.ts"

/** QLineEdit. */
export class LineEdit extends TextWidget {
  protected readonly property = "text"

  protected override accepts(text: string): string {
    return text.replaceAll(/[\r\n]+/g, " ")
  }

  protected changed(edited: boolean): void {
    if (edited) this.emit("textEdited")
    this.emit("textChanged")
    this.emit("cursorPositionChanged")
  }

  override get(name: string): Json {
    switch (name) {
      case "displayText":
        return this.content
      case "cursorPosition":
        return this.cursor
      case "hasSelectedText":
        return this.selected !== ""
      case "selectedText":
        return this.selected
      default:
        return super.get(name)
    }
  }

  override set(name: string, value: Json): void {
    if (name === "text") this.replaceAll(typeof value === "string" ? value : "")
    else super.set(name, value)
  }

  override keyPress(key: KeyStroke): boolean {
    if (key.name !== "Return") return super.keyPress(key)
    this.emit("returnPressed")
    this.emit("editingFinished")
    return false
  }
}

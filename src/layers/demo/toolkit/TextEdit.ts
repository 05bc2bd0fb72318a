import type { Application } from "./Application.ts"
import type { Json } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import type { QObject } from "./QObject.ts"
import { addScrollBars, type ScrollBars } from "./ScrollArea.ts"
import { TextWidget } from "./TextWidget.ts"

/** QTextEdit with its viewport and scroll bars. */
export class TextEdit extends TextWidget {
  protected readonly property = "plainText"
  readonly bars: ScrollBars

  constructor(app: Application, className: string, parent: QObject, objectName: string) {
    super(app, className, parent, objectName)
    this.bars = addScrollBars(this)
  }

  override place(x: number, y: number, width: number, height: number): this {
    super.place(x, y, width, height)
    this.bars.layout(0)
    return this
  }

  protected changed(): void {
    this.bars.vertical.set("maximum", Math.max(0, this.content.split("\n").length - Math.floor(this.area.height / 16)))
    this.emit("textChanged")
    this.emit("cursorPositionChanged")
  }

  override get(name: string): Json {
    return name === "html" ? `<p>${this.content}</p>` : name === "markdown" ? this.content : super.get(name)
  }

  override set(name: string, value: Json): void {
    if (name === "plainText" || name === "html") this.replaceAll(typeof value === "string" ? value : "")
    else super.set(name, value)
  }

  override keyPress(key: KeyStroke): boolean {
    if (key.name === "Return" || (key.name === "Tab" && !key.ctrl && !this.flag("tabChangesFocus"))) {
      this.insert(key.name === "Tab" ? "\t" : "\n")
      return true
    }
    return super.keyPress(key)
  }

  override wheel(_dx: number, dy: number): boolean {
    return this.bars.vertical.step(-3 * dy)
  }
}

import { contains, type Rect, rect } from "./Geometry.ts"
import type { Json } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import { type MouseInput, Widget } from "./Widget.ts"

const animationMs = 100

/** Push, tool and check buttons. */
export class Button extends Widget {
  override acceptsFocus = true
  #pressed = false

  /** Where a press counts; a wide check box reacts only on indicator and label (probe protocol notes §7). */
  hitArea(): Rect {
    const { height, width } = this.area
    if (this.className !== "QCheckBox") return rect(0, 0, width, height)
    return rect(0, 0, Math.min(width, 24 + this.text("text").length * 7), height)
  }

  click(): void {
    if (!this.enabled) return
    this.emit("pressed")
    this.emit("released")
    this.#clicked()
  }

  animateClick(): void {
    if (!this.enabled) return
    this.values.set("down", true)
    this.emit("pressed")
    this.app.host.later(animationMs, () => {
      this.values.set("down", false)
      if (this.destroyed) return
      this.emit("released")
      this.#clicked()
    })
  }

  #clicked(): void {
    if (this.flag("checkable")) this.set("checked", !this.flag("checked"))
    this.emit("clicked")
  }

  override set(name: string, value: Json): void {
    const before = this.get(name)
    super.set(name, value)
    if (name !== "checked" || before === value) return
    this.emit("toggled")
    if (this.className === "QCheckBox") this.emit("stateChanged")
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    switch (method) {
      case "click":
        this.click()
        return null
      case "animateClick":
        this.animateClick()
        return null
      case "toggle":
        this.set("checked", this.flag("checkable") && !this.flag("checked"))
        return null
      case "setChecked":
        this.set("checked", args[0] === true)
        return null
      default:
        return super.call(method, args)
    }
  }

  override mousePress(at: MouseInput): void {
    this.#pressed = at.button === "left" && contains(this.hitArea(), at.x, at.y)
    this.values.set("down", this.#pressed)
    if (this.#pressed) this.emit("pressed")
  }

  override mouseRelease(at: MouseInput): void {
    if (!this.#pressed) return
    this.#pressed = false
    this.values.set("down", false)
    this.emit("released")
    if (contains(this.hitArea(), at.x, at.y)) this.#clicked()
  }

  override keyPress(key: KeyStroke): boolean {
    const wanted = key.name === "Space" || (key.name === "Return" && this.className === "QPushButton")
    if (wanted) this.click()
    return wanted
  }
}

import { isJsonObject, type Json, toInt } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import { type MouseInput, Widget } from "./Widget.ts"

/** QSlider and QScrollBar: a bounded integer along a line. */
export class Slider extends Widget {
  override acceptsFocus = this.className === "QSlider"

  get vertical(): boolean {
    const orientation = this.get("orientation")
    return isJsonObject(orientation) && orientation["value"] === "Vertical"
  }

  override get(name: string): Json {
    return super.get(name === "sliderPosition" ? "value" : name)
  }

  override set(name: string, value: Json): void {
    if (name === "value" || name === "sliderPosition") this.#assign(toInt(value))
    else {
      super.set(name, value)
      if (name === "minimum" || name === "maximum") {
        this.emit("rangeChanged")
        this.#assign(this.int("value"))
      }
    }
  }

  #assign(wanted: number): void {
    const next = Math.max(this.int("minimum"), Math.min(this.int("maximum"), wanted))
    if (next === this.int("value")) return
    this.values.set("value", next)
    this.emit("valueChanged")
  }

  /** Moves by some units; whether the value changed. */
  step(by: number): boolean {
    const before = this.int("value")
    this.#assign(before + by)
    return before !== this.int("value")
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    if (method === "setValue") this.#assign(toInt(args[0]))
    else if (method === "setOrientation") this.set("orientation", args[0] ?? null)
    else if (method === "setRange") {
      this.set("minimum", args[0] ?? 0)
      this.set("maximum", args[1] ?? 0)
    } else return super.call(method, args)
    return null
  }

  #valueAt(at: MouseInput): number {
    const { height, width } = this.area
    const share = this.vertical ? at.y / Math.max(1, height - 1) : at.x / Math.max(1, width - 1)
    const low = this.int("minimum")
    return Math.round(low + Math.max(0, Math.min(1, share)) * (this.int("maximum") - low))
  }

  /** A click on the groove pages towards the pointer, as QSlider does. */
  override mousePress(at: MouseInput): void {
    if (at.button !== "left") return
    this.emit("sliderPressed")
    const wanted = this.#valueAt(at)
    const distance = wanted - this.int("value")
    const page = this.int("pageStep")
    if (Math.abs(distance) > page / 2) this.step(Math.sign(distance) * page)
  }

  override mouseDrag(at: MouseInput): void {
    this.#assign(this.#valueAt(at))
    this.emit("sliderMoved")
  }

  override mouseRelease(): void {
    this.emit("sliderReleased")
  }

  override keyPress(key: KeyStroke): boolean {
    const steps: Record<string, number> = {
      Left: -this.int("singleStep"),
      Down: -this.int("singleStep"),
      Right: this.int("singleStep"),
      Up: this.int("singleStep"),
      PageUp: this.int("pageStep"),
      PageDown: -this.int("pageStep"),
      Home: -2147483648,
      End: 2147483647
    }
    const by = steps[key.name]
    if (by !== undefined) this.step(by)
    return by !== undefined
  }

  override wheel(dx: number, dy: number): boolean {
    return this.step(3 * (dy === 0 ? dx : dy))
  }
}

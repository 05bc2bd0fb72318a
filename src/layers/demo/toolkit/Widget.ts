import { contains, geometryProperty, moved, type Point, type Rect, rect } from "./Geometry.ts"
import { isJsonObject, type Json, toInt } from "./Json.ts"
import type { KeyStroke } from "./Keys.ts"
import { QObject } from "./QObject.ts"

export type MouseButton = "left" | "right" | "middle"

/** A mouse action in the widget's own coordinates. */
export interface MouseInput extends Point {
  readonly button: MouseButton
  readonly double: boolean
}

/** A rectangle of the screen. Windows have no widget parent or are dialogs and popups. */
export class Widget extends QObject {
  area: Rect = rect(0, 0, 100, 30)
  shown = true
  isWindow = false
  acceptsFocus = false
  /** The text of the label this widget is the buddy of: its accessible name. */
  buddyText = ""

  place(x: number, y: number, width: number, height: number): this {
    this.area = rect(x, y, width, height)
    return this
  }

  named(objectName: string): this {
    this.values.set("objectName", objectName)
    return this
  }

  with(values: Record<string, Json>): this {
    for (const [name, value] of Object.entries(values)) this.values.set(name, value)
    return this
  }

  get parentWidget(): Widget | undefined {
    return this.parent instanceof Widget ? this.parent : undefined
  }

  get window(): Widget {
    return this.isWindow ? this : this.parentWidget?.window ?? this
  }

  get visible(): boolean {
    return this.shown && (this.isWindow || this.parentWidget === undefined || this.parentWidget.visible)
  }

  get enabled(): boolean {
    return this.flag("enabled") && (this.isWindow || (this.parentWidget?.enabled ?? true))
  }

  get focused(): boolean {
    return this.app.focus === this
  }

  /** The widget keyboard focus goes to when this one is clicked. */
  get focusTarget(): Widget | undefined {
    return this.acceptsFocus ? this : this.isWindow ? undefined : this.parentWidget?.focusTarget
  }

  origin(): Point {
    if (this.isWindow || this.parentWidget === undefined) return this.area
    const base = this.parentWidget.origin()
    return { x: base.x + this.area.x, y: base.y + this.area.y }
  }

  global(): Rect {
    const at = this.origin()
    return rect(at.x, at.y, this.area.width, this.area.height)
  }

  inWindow(): Rect {
    const window = this.window.origin()
    return moved(this.global(), { x: -window.x, y: -window.y })
  }

  childWidgets(): Array<Widget> {
    return this.children.filter((child) => child instanceof Widget).filter((child) => !child.isWindow)
  }

  /** Deepest visible child at a point of this widget; the last one added lies on top. */
  childAt(x: number, y: number): Widget | undefined {
    const hit = this.childWidgets().findLast((child) => child.shown && contains(child.area, x, y))
    return hit === undefined ? undefined : hit.childAt(x - hit.area.x, y - hit.area.y) ?? hit
  }

  override get(name: string): Json {
    switch (name) {
      case "visible":
        return this.visible
      case "focus":
        return this.focused
      case "isActiveWindow":
        return this.app.activeWindow === this.window
      default:
        return geometryProperty(this.area, name) ?? super.get(name)
    }
  }

  override set(name: string, value: Json): void {
    if (name === "visible") this.setShown(value === true)
    else if ((name === "geometry" || name === "size" || name === "pos") && isJsonObject(value)) {
      const { x, y, width, height } = this.area
      this.resizeTo(
        rect(toInt(value["x"], x), toInt(value["y"], y), toInt(value["width"], width), toInt(value["height"], height))
      )
    } else {
      super.set(name, value)
      if (name === "windowTitle") this.emit("windowTitleChanged")
      if (name === "enabled" && value === false && this.focused) this.app.setFocus(undefined, "other")
    }
  }

  resizeTo(area: Rect): void {
    const grew = area.width !== this.area.width || area.height !== this.area.height
    this.area = area
    if (grew) this.app.captured(this, "Resize", { size: { w: area.width, h: area.height } })
  }

  setShown(shown: boolean): void {
    if (this.shown === shown) return
    this.shown = shown
    this.app.captured(this, shown ? "Show" : "Hide", {})
    if (this.isWindow) this.app.windowShown(this, shown)
    if (!shown && this.app.focus?.isInside(this) === true) this.app.setFocus(undefined, "other")
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    switch (method) {
      case "show":
      case "showNormal":
      case "showMaximized":
        this.setShown(true)
        return null
      case "hide":
        this.setShown(false)
        return null
      case "setVisible":
        this.setShown(args[0] === true)
        return null
      case "setHidden":
        this.setShown(args[0] !== true)
        return null
      case "close":
        this.close()
        return true
      case "raise":
        if (this.isWindow) this.app.raise(this)
        return null
      case "setFocus":
        this.app.setFocus(this, "other")
        return null
      case "setEnabled":
        this.set("enabled", args[0] === true)
        return null
      case "setDisabled":
        this.set("enabled", args[0] !== true)
        return null
      case "setWindowTitle":
        this.set("windowTitle", args[0] ?? "")
        return null
      case "grab":
        return { _type: "QPixmap", value: null }
      default:
        return super.call(method, args)
    }
  }

  close(): void {
    if (!this.shown) return
    this.app.captured(this, "Close", {})
    this.setShown(false)
  }

  /** A press inside the widget (already focused and captured). */
  mousePress(_at: MouseInput): void {}
  /** The pointer moved with the left button held. */
  mouseDrag(_at: MouseInput): void {}
  /** The release that ends a press on this widget. */
  mouseRelease(_at: MouseInput): void {}
  /** Whether the key was used here; otherwise it propagates to the parent. */
  keyPress(_key: KeyStroke): boolean {
    return false
  }
  /** Wheel ticks, positive up and left; whether they were used. */
  wheel(_dx: number, _dy: number): boolean {
    return false
  }
}

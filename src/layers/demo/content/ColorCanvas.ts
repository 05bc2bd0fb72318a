import type { Point } from "../toolkit/Geometry.ts"
import type { Json } from "../toolkit/Json.ts"
import { type MouseInput, Widget } from "../toolkit/Widget.ts"

const limit = 400

/** A custom-painted area: strokes where one drags, no text, nothing for introspection to see. */
export class ColorCanvas extends Widget {
  readonly strokes: Array<Array<Point>> = []

  override mousePress(at: MouseInput): void {
    if (at.button !== "left") return
    this.strokes.push([{ x: at.x, y: at.y }])
    if (this.strokes.length > limit) this.strokes.shift()
    this.emit("painted")
  }

  override mouseDrag(at: MouseInput): void {
    this.strokes.at(-1)?.push({ x: at.x, y: at.y })
    this.emit("painted")
  }

  override call(method: string, args: ReadonlyArray<Json>): Json {
    if (method !== "clearStrokes") return super.call(method, args)
    this.strokes.length = 0
    return null
  }
}

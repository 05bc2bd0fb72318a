import type { Rect } from "../toolkit/Geometry.ts"
import type { Widget } from "../toolkit/Widget.ts"

export interface Picture {
  readonly png: string
  readonly width: number
  readonly height: number
}

/** Draws what the screen would show; base64 PNG, "" when there is nothing to draw. */
export interface Paint {
  /** One widget with its children, or a region of it in its own coordinates. */
  readonly widget: (widget: Widget, region?: Rect) => Picture
  /** A window's rectangle of the screen, with whatever lies on top of it. */
  readonly window: (window: Widget) => Picture
  readonly screen: () => Picture
}

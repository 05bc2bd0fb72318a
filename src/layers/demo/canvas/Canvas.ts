import { elide, lineHeight, paintText } from "./Font.ts"
import { encode } from "./png.ts"
import * as Resample from "./resample.ts"
import * as Shapes from "./shapes.ts"
import * as Surface from "./Surface.ts"

/** A colour, 0xRRGGBB. */
export type Color = Surface.Color

export interface TextOptions {
  readonly bold?: boolean
  /** Room for the text in px: a longer one is elided with `…`, and nothing is painted beyond. Default: no limit. */
  readonly clipTo?: number
}

/**
 * A picture that is painted on in place. Coordinates are px from the top left corner; what lies outside the canvas or
 * the clip region is not painted. Fractions are rounded to pixels.
 */
export interface Canvas {
  readonly width: number
  readonly height: number
  readonly fillRect: (x: number, y: number, w: number, h: number, color: Color) => void
  /** A frame of 1 px inside the rectangle. */
  readonly strokeRect: (x: number, y: number, w: number, h: number, color: Color) => void
  /** A rectangle with rounded corners, with a frame of 1 px inside it where `stroke` is given. */
  readonly roundRect: (
    x: number,
    y: number,
    w: number,
    h: number,
    radius: number,
    fill: Color,
    stroke?: Color
  ) => void
  /** A line of 1 px, both ends included. */
  readonly line: (x1: number, y1: number, x2: number, y2: number, color: Color) => void
  /** The pixels whose centre lies in the polygon (even-odd rule). */
  readonly fillPolygon: (points: ReadonlyArray<readonly [number, number]>, color: Color) => void
  /** The pixels whose centre lies in the circle. */
  readonly fillCircle: (cx: number, cy: number, r: number, color: Color) => void
  /** One line of text; `y` is the top of its line box, which is `Font.lineHeight` px high. */
  readonly text: (x: number, y: number, text: string, color: Color, options?: TextOptions) => void
  /** Runs `paint` with painting limited to the rectangle, within any limit that already holds. */
  readonly clip: <A>(x: number, y: number, w: number, h: number, paint: () => A) => A
  /** A copy of a region, clamped to the canvas: at least one pixel of it. */
  readonly crop: (x: number, y: number, w: number, h: number) => Canvas
  /** A scaled copy, at least 1x1: each pixel is the mean of the area under it. */
  readonly scale: (factor: number) => Canvas
  /** The picture as an RGB PNG file. */
  readonly png: () => Uint8Array
}

const fromSurface = (surface: Surface.Surface): Canvas => ({
  width: surface.width,
  height: surface.height,
  fillRect: (x, y, w, h, color) => Shapes.fillRect(surface, x, y, w, h, color),
  strokeRect: (x, y, w, h, color) => Shapes.strokeRect(surface, x, y, w, h, color),
  roundRect: (x, y, w, h, radius, fill, stroke) => Shapes.roundRect(surface, [x, y, w, h], radius, fill, stroke),
  line: (x1, y1, x2, y2, color) => Shapes.line(surface, [x1, y1], [x2, y2], color),
  fillPolygon: (points, color) => Shapes.fillPolygon(surface, points, color),
  fillCircle: (cx, cy, r, color) => Shapes.fillCircle(surface, cx, cy, r, color),
  text: (x, y, text, color, { bold = false, clipTo } = {}) => {
    const paint = (shown: string) =>
      paintText(
        Math.round(x),
        Math.round(y),
        shown,
        bold,
        (left, row, length) => surface.span(left, row, length, color)
      )
    if (clipTo === undefined) paint(text)
    else surface.clip(Surface.boundsOf(x, y, clipTo, lineHeight), () => paint(elide(text, clipTo)))
  },
  clip: (x, y, w, h, paint) => surface.clip(Surface.boundsOf(x, y, w, h), paint),
  crop: (x, y, w, h) => fromSurface(Resample.crop(surface, x, y, w, h)),
  scale: (factor) => fromSurface(Resample.scale(surface, factor)),
  png: () => encode(surface)
})

/** A canvas of one colour, at least 1x1. */
export const make = (width: number, height: number, background: Color): Canvas => {
  const w = Math.max(1, Math.round(width))
  const h = Math.max(1, Math.round(height))
  return fromSurface(Surface.make(w, h, new Uint32Array(w * h).fill(background)))
}

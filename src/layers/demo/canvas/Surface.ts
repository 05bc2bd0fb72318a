/** A colour, 0xRRGGBB. */
export type Color = number

/** A rectangle of pixels; `right` and `bottom` are the first column and row outside. */
export interface Bounds {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The pixels of a canvas and the region that painting reaches. */
export interface Surface {
  readonly width: number
  readonly height: number
  /** Row by row from the top, one 0xRRGGBB each. */
  readonly pixels: Uint32Array
  /** The current clip region: whole pixels inside the surface. */
  readonly bounds: () => Bounds
  /** Paints `length` pixels of row `y` from column `x` on, as far as they are in the clip region. Whole numbers only. */
  readonly span: (x: number, y: number, length: number, color: Color) => void
  /** Narrows the clip region for the time of `paint`. */
  readonly clip: <A>(region: Bounds, paint: () => A) => A
}

const intersect = (one: Bounds, other: Bounds): Bounds => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom)
})

/** The whole pixels of a rectangle: each edge goes to the nearest pixel edge, so that neighbours stay neighbours. */
export const boundsOf = (x: number, y: number, w: number, h: number): Bounds => ({
  left: Math.round(x),
  top: Math.round(y),
  right: Math.round(x + w),
  bottom: Math.round(y + h)
})

/** A surface of whole dimensions of at least 1 over the given pixels. */
export const make = (width: number, height: number, pixels: Uint32Array): Surface => {
  let region: Bounds = { left: 0, top: 0, right: width, bottom: height }
  return {
    width,
    height,
    pixels,
    bounds: () => region,
    span: (x, y, length, color) => {
      const from = Math.max(x, region.left)
      const to = Math.min(x + length, region.right)
      if (from < to && y >= region.top && y < region.bottom) pixels.fill(color, y * width + from, y * width + to)
    },
    clip: (inner, paint) => {
      const outer = region
      region = intersect(outer, inner)
      try {
        return paint()
      } finally {
        region = outer
      }
    }
  }
}

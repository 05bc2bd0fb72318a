import type { Color, Surface } from "./Surface.ts"
import { boundsOf } from "./Surface.ts"

export type Point = readonly [number, number]

/** The rows of the clip region that lie between two ordinates. */
const rows = function*(surface: Surface, top: number, bottom: number): Generator<number> {
  const bounds = surface.bounds()
  const last = Math.min(bottom, bounds.bottom)
  for (let y = Math.max(top, bounds.top); y < last; y += 1) yield y
}

// Pixels of row y whose centre lies between two abscissas or on one of them: both sides alike, or symmetric figures would
// come out lopsided. The slack is for crossings that rounding put a hair beside a centre.
const cover = (surface: Surface, from: number, to: number, y: number, color: Color): void => {
  const left = Math.ceil(from - 0.5 - 1e-6)
  surface.span(left, y, Math.floor(to + 0.5 + 1e-6) - left, color)
}

export const fillRect = (surface: Surface, x: number, y: number, w: number, h: number, color: Color): void => {
  const { left, top, right, bottom } = boundsOf(x, y, w, h)
  for (const row of rows(surface, top, bottom)) surface.span(left, row, right - left, color)
}

/** A frame of 1 px inside the rectangle. */
export const strokeRect = (surface: Surface, x: number, y: number, w: number, h: number, color: Color): void => {
  const { left, top, right, bottom } = boundsOf(x, y, w, h)
  if (right <= left) return
  for (const row of rows(surface, top, bottom)) {
    if (row === top || row === bottom - 1) surface.span(left, row, right - left, color)
    else {
      surface.span(left, row, 1, color)
      surface.span(right - 1, row, 1, color)
    }
  }
}

export const roundRect = (
  surface: Surface,
  rectangle: readonly [x: number, y: number, w: number, h: number],
  radius: number,
  fill: Color,
  stroke?: Color
): void => {
  const { left, top, right, bottom } = boundsOf(...rectangle)
  const r = Math.max(0, Math.min(radius, (right - left) / 2, (bottom - top) / 2))
  for (const row of rows(surface, top, bottom)) {
    const middle = row + 0.5
    const rise = Math.max(top + r - middle, middle - (bottom - r), 0)
    const inset = Math.round(r - Math.sqrt(Math.max(0, r * r - rise * rise)))
    surface.span(left + inset, row, right - left - 2 * inset, stroke ?? fill)
  }
  if (stroke !== undefined) {
    roundRect(surface, [left + 1, top + 1, right - left - 2, bottom - top - 2], r - 1, fill)
  }
}

/** A line of 1 px between two pixels, both painted. */
export const line = (surface: Surface, from: Point, to: Point, color: Color): void => {
  const [x1, y1, x2, y2] = [...from, ...to].map(Math.round)
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return
  const { left, top, right, bottom } = surface.bounds()
  if (Math.abs(x2 - x1) >= Math.abs(y2 - y1)) {
    const slope = x2 === x1 ? 0 : (y2 - y1) / (x2 - x1)
    const last = Math.min(Math.max(x1, x2), right - 1)
    for (let x = Math.max(Math.min(x1, x2), left); x <= last; x += 1) {
      surface.span(x, Math.round(y1 + (x - x1) * slope), 1, color)
    }
  } else {
    const slope = (x2 - x1) / (y2 - y1)
    const last = Math.min(Math.max(y1, y2), bottom - 1)
    for (let y = Math.max(Math.min(y1, y2), top); y <= last; y += 1) {
      surface.span(Math.round(x1 + (y - y1) * slope), y, 1, color)
    }
  }
}

/** The pixels whose centre lies in the polygon, by the even-odd rule. */
export const fillPolygon = (surface: Surface, points: ReadonlyArray<Point>, color: Color): void => {
  const ordinates = points.map(([, y]) => y)
  for (const row of rows(surface, Math.floor(Math.min(...ordinates)), Math.ceil(Math.max(...ordinates)))) {
    const middle = row + 0.5
    const crossings = points.flatMap(([x1, y1], index) => {
      const [x2, y2] = points[(index + 1) % points.length] ?? [x1, y1]
      return (y1 <= middle) === (y2 <= middle) ? [] : [x1 + ((middle - y1) / (y2 - y1)) * (x2 - x1)]
    }).sort((one, other) => one - other)
    for (let index = 0; index < crossings.length; index += 2) {
      cover(surface, crossings[index] ?? 0, crossings[index + 1] ?? 0, row, color)
    }
  }
}

/** The pixels whose centre lies in the circle. */
export const fillCircle = (surface: Surface, cx: number, cy: number, r: number, color: Color): void => {
  for (const row of rows(surface, Math.floor(cy - r), Math.ceil(cy + r))) {
    const rise = row + 0.5 - cy
    if (Math.abs(rise) > r) continue
    const half = Math.sqrt(r * r - rise * rise)
    cover(surface, cx - half, cx + half, row, color)
  }
}

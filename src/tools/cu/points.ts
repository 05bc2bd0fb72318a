import * as Effect from "effect/Effect"
import { Refused } from "../../services/ProbeError.ts"
import type { Point } from "../probe/coordinates.ts"

/** As the tools take it. */
export interface Place extends Point {
  readonly screenAbsolute?: boolean
}

/** Qt's event coordinates end here. */
const farthest = 32_767

/**
 * A place in whole pixels: the probe counts a fraction as 0 (probe protocol notes §2). Coordinates of the screen may be
 * negative, where a second screen is left of the first.
 */
export const pixel = Effect.fn("Points.pixel")(function*({ screenAbsolute = false, x, y }: Place) {
  const point: Point = { x: Math.round(x), y: Math.round(y) }
  const isOutside = !screenAbsolute && Math.min(point.x, point.y) < 0
  if (!isOutside && Math.max(Math.abs(point.x), Math.abs(point.y)) <= farthest) return point
  const why = isOutside
    ? "is outside the window: its coordinates start at 0,0, top left (screenAbsolute: true takes those of the screen)"
    : "is on no screen"
  return yield* new Refused({ reason: `${x},${y} ${why}. Nothing was sent.` })
})

/** The place of a click. (0,0) is the centre to the probe (probe protocol notes §10), so (1,1) is sent. */
export const clickPixel = Effect.fn("Points.clickPixel")(function*(place: Place) {
  const point = yield* pixel(place)
  return point.x === 0 && point.y === 0
    ? { point: { x: 1, y: 1 }, said: "1,1 (0,0 would mean the centre)" }
    : { point, said: `${point.x},${point.y}` }
})

/** A point with the frame it is meant in, as the wire takes it. */
export const here = (point: Point, { screenAbsolute }: Place) => ({
  ...point,
  ...(screenAbsolute === undefined ? {} : { screenAbsolute })
})

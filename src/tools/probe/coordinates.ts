import * as Effect from "effect/Effect"
import { Refused } from "../../services/ProbeError.ts"

export interface Point {
  readonly x: number
  readonly y: number
}

const farthest = 100_000

/**
 * A point the probe reads as it was meant: it counts a fraction as 0, and takes (0,0) for the centre (probe protocol
 * notes §2, §10), so points are rounded and the corner becomes (1,1).
 */
export const clickPoint = Effect.fn("Coordinates.clickPoint")(function*({ x, y }: Point) {
  const point: Point = { x: Math.round(x), y: Math.round(y) }
  if (Math.abs(point.x) > farthest || Math.abs(point.y) > farthest) {
    return yield* new Refused({ reason: `(${x}, ${y}) is on no screen. Nothing was sent.` })
  }
  return point.x === 0 && point.y === 0 ? { x: 1, y: 1 } : point
})

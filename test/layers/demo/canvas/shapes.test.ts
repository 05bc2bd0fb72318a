import { assert, describe, it } from "@effect/vitest"
import * as Canvas from "../../../../src/layers/demo/canvas/Canvas.ts"
import { inked } from "./pictures.ts"

const ink = 0xff8000

const drawn = (width: number, height: number, paint: (canvas: Canvas.Canvas) => void): ReadonlyArray<string> => {
  const canvas = Canvas.make(width, height, 0)
  paint(canvas)
  return inked(canvas, ink)
}

describe("shapes", () => {
  it("fills a rectangle, as far as it is on the canvas", () => {
    assert.deepStrictEqual(drawn(4, 3, (canvas) => canvas.fillRect(1, 1, 2, 1, ink)), ["....", ".##.", "...."])
    assert.deepStrictEqual(drawn(3, 2, (canvas) => canvas.fillRect(-5, -5, 7, 6, ink)), ["##.", "..."])
    assert.deepStrictEqual(drawn(2, 1, (canvas) => canvas.fillRect(0, 0, -1, 1, ink)), [".."])
  })

  it("leaves no gap and no overlap between neighbours of fractional size", () => {
    const rows = drawn(5, 1, (canvas) => {
      canvas.fillRect(0, 0, 2.5, 1, ink)
      canvas.fillRect(2.5, 0, 2.5, 1, 0x00ff00)
    })
    assert.deepStrictEqual(rows, ["###.."])
  })

  it("strokes a frame inside the rectangle", () => {
    assert.deepStrictEqual(drawn(5, 4, (canvas) => canvas.strokeRect(1, 0, 4, 4, ink)), [
      ".####",
      ".#..#",
      ".#..#",
      ".####"
    ])
  })

  it("rounds the corners of a rectangle, with and without a frame", () => {
    assert.deepStrictEqual(drawn(6, 5, (canvas) => canvas.roundRect(0, 0, 6, 5, 2, ink)), [
      ".####.",
      "######",
      "######",
      "######",
      ".####."
    ])
    assert.deepStrictEqual(drawn(6, 5, (canvas) => canvas.roundRect(0, 0, 6, 5, 2, 0x00ff00, ink)), [
      ".####.",
      "#....#",
      "#....#",
      "#....#",
      ".####."
    ])
  })

  it("draws lines in every direction, both ends included", () => {
    const down = ["#...", ".#..", "..#.", "...#"]
    assert.deepStrictEqual(drawn(4, 4, (canvas) => canvas.line(0, 0, 3, 3, ink)), down)
    assert.deepStrictEqual(drawn(4, 4, (canvas) => canvas.line(3, 3, 0, 0, ink)), down)
    assert.deepStrictEqual(drawn(4, 2, (canvas) => canvas.line(3, 1, 0, 1, ink)), ["....", "####"])
    assert.deepStrictEqual(drawn(2, 3, (canvas) => canvas.line(1, 0, 1, 2, ink)), [".#", ".#", ".#"])
    assert.deepStrictEqual(drawn(2, 2, (canvas) => canvas.line(1, 1, 1, 1, ink)), ["..", ".#"])
    assert.deepStrictEqual(drawn(2, 4, (canvas) => canvas.line(0, 0, 1, 3, ink)), ["#.", "#.", ".#", ".#"])
  })

  it("draws the part of a line that is on the canvas", () => {
    assert.deepStrictEqual(drawn(3, 3, (canvas) => canvas.line(-1e9, -1e9, 1e9, 1e9, ink)), ["#..", ".#.", "..#"])
  })

  it("fills polygons and circles", () => {
    const triangle = [[0, 0], [6, 0], [3, 3]] as const
    assert.deepStrictEqual(drawn(6, 3, (canvas) => canvas.fillPolygon(triangle, ink)), ["######", ".####.", "..##.."])
    assert.deepStrictEqual(drawn(3, 1, (canvas) => canvas.fillPolygon([], ink)), ["..."])
    assert.deepStrictEqual(drawn(5, 5, (canvas) => canvas.fillCircle(2.5, 2.5, 2.5, ink)), [
      ".###.",
      "#####",
      "#####",
      "#####",
      ".###."
    ])
    assert.deepStrictEqual(drawn(3, 3, (canvas) => canvas.fillCircle(1.5, 1.7, 1, ink)), ["...", ".#.", ".#."])
  })
})

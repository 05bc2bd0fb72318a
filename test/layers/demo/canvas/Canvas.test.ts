import { assert, describe, it } from "@effect/vitest"
import * as Canvas from "../../../../src/layers/demo/canvas/Canvas.ts"
import { colors, inked } from "./pictures.ts"

const ink = 0x0000ff

describe("clip", () => {
  it("limits everything that is painted inside, nested regions to what they share", () => {
    const canvas = Canvas.make(6, 3, 0xffffff)
    const result = canvas.clip(1, 0, 4, 2, () =>
      canvas.clip(3, 1, 9, 9, () => {
        canvas.fillRect(0, 0, 6, 3, ink)
        canvas.line(0, 0, 5, 0, ink)
        canvas.fillPolygon([[0, 0], [6, 0], [6, 3], [0, 3]], ink)
        canvas.fillCircle(3, 1.5, 5, ink)
        canvas.text(0, -6, "████", ink)
        return "done"
      }))
    assert.strictEqual(result, "done")
    assert.deepStrictEqual(inked(canvas, ink), ["......", "...##.", "......"])
  })

  it("ends with its callback, and with a callback that throws", () => {
    const canvas = Canvas.make(3, 1, 0xffffff)
    canvas.clip(0, 0, 0, 0, () => canvas.fillRect(0, 0, 3, 1, 0))
    assert.throws(() =>
      canvas.clip(0, 0, 1, 1, () => {
        throw new Error("in the callback")
      }), "in the callback")
    canvas.fillRect(1, 0, 2, 1, ink)
    assert.deepStrictEqual(inked(canvas, ink), [".##"])
  })
})

describe("crop", () => {
  const canvas = Canvas.make(4, 3, 0)
  for (let index = 0; index < 12; index += 1) canvas.fillRect(index % 4, Math.floor(index / 4), 1, 1, index)

  it("copies a region", () => {
    const part = canvas.crop(1, 1, 2, 2)
    assert.deepStrictEqual([part.width, part.height], [2, 2])
    assert.deepStrictEqual(colors(part), [[5, 6], [9, 10]])
    part.fillRect(0, 0, 2, 2, 99)
    assert.strictEqual(colors(canvas)[1]?.[1], 5)
  })

  it("is clamped to the canvas and has at least one pixel", () => {
    assert.deepStrictEqual(colors(canvas.crop(-2, -2, 4, 3)), [[0, 1]])
    assert.deepStrictEqual(colors(canvas.crop(2, 1, 50, 50)), [[6, 7], [10, 11]])
    assert.deepStrictEqual(colors(canvas.crop(90, 90, 5, 5)), [[11]])
    assert.deepStrictEqual(colors(canvas.crop(1, 0, 0, 0)), [[1]])
  })
})

describe("scale", () => {
  const canvas = Canvas.make(2, 2, 0x000000)
  canvas.fillRect(1, 0, 1, 2, 0xfe8040)

  it("repeats each pixel for a whole factor", () => {
    const row = [0, 0, 0xfe8040, 0xfe8040]
    assert.deepStrictEqual(colors(canvas.scale(2)), [row, row, row, row])
  })

  it("mixes what lies under a pixel for any other factor", () => {
    assert.deepStrictEqual(colors(canvas.scale(1.5)), Array.from({ length: 3 }, () => [0, 0x7f4020, 0xfe8040]))
    assert.deepStrictEqual(colors(canvas.scale(0.5)), [[0x7f4020]])
  })

  it("keeps flat colour flat and at least one pixel", () => {
    const flat = Canvas.make(7, 5, 0xfedcba)
    assert.deepStrictEqual(colors(flat.scale(0.01)), [[0xfedcba]])
    assert.deepStrictEqual(new Set(colors(flat.scale(1.3)).flat()), new Set([0xfedcba]))
  })

  it("is a copy that can be painted on", () => {
    const copy = canvas.scale(1)
    copy.fillRect(0, 0, 1, 1, ink)
    assert.deepStrictEqual(colors(copy), [[ink, 0xfe8040], [0, 0xfe8040]])
    assert.strictEqual(colors(canvas)[0]?.[0], 0)
  })
})

import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "fast-check"
import * as Canvas from "../../../../src/layers/demo/canvas/Canvas.ts"
import { colors } from "./pictures.ts"

const color = FastCheck.integer({ min: 0, max: 0xffffff })

describe("png", () => {
  it("holds exactly the pixels that were painted, for any picture", () => {
    const picture = FastCheck.integer({ min: 1, max: 24 }).chain((width) =>
      FastCheck.array(FastCheck.array(color, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 24 })
    )
    FastCheck.assert(FastCheck.property(picture, (rows) => {
      const canvas = Canvas.make(rows[0]?.length ?? 0, rows.length, 0)
      for (const [y, row] of rows.entries()) {
        for (const [x, pixel] of row.entries()) canvas.fillRect(x, y, 1, 1, pixel)
      }
      assert.deepStrictEqual(colors(canvas), rows)
    }))
  })

  it("has at least one pixel, whatever size is asked for", () => {
    assert.deepStrictEqual(colors(Canvas.make(0, -3, 0x123456)), [[0x123456]])
  })

  it("keeps a window full of text small", () => {
    const canvas = Canvas.make(800, 600, 0xf0f0f0)
    for (let row = 0; row < 40; row += 1) {
      canvas.fillRect(0, row * 15, 800, 15, row % 2 === 0 ? 0xffffff : 0xf7f7f7)
      for (let column = 0; column < 5; column += 1) {
        canvas.text(column * 160, row * 15, `row ${row}, column ${column}`, 0x202020)
      }
    }
    assert.isBelow(canvas.png().length, 30_000)
  })
})

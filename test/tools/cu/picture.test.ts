import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { encode } from "fast-png"
import { pictureChange } from "../../../src/tools/cu/picture.ts"

/** A grey picture with one white rectangle. */
const png = (width: number, height: number, [left, top, w, h]: readonly [number, number, number, number]) => {
  const data = new Uint8Array(width * height * 3).fill(128)
  for (let y = top; y < top + h; y += 1) data.fill(255, (y * width + left) * 3, (y * width + left + w) * 3)
  return Buffer.from(encode({ data, width, height, channels: 3 })).toString("base64")
}

const plain = png(60, 40, [0, 0, 0, 0])

describe("the change between two pictures", () => {
  it.effect("is the rectangle of all that differs", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* pictureChange(plain, png(60, 40, [10, 5, 20, 8])), "the picture changed at 10,5 20x8")
      assert.strictEqual(
        yield* pictureChange(png(60, 40, [0, 0, 5, 5]), png(60, 40, [50, 30, 10, 10])),
        "the picture changed at 0,0 60x40"
      )
    }))

  it.effect("is none for the same picture and for a text cursor that blinks", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* pictureChange(plain, plain), "")
      assert.strictEqual(yield* pictureChange(plain, png(60, 40, [30, 5, 2, 14])), "")
      assert.notStrictEqual(yield* pictureChange(plain, png(60, 40, [30, 5, 4, 14])), "")
    }))

  it.effect("is not known where a picture is missing or none", () =>
    Effect.gen(function*() {
      assert.isUndefined(yield* pictureChange("", plain))
      assert.isUndefined(yield* pictureChange(plain, "bm8gcGljdHVyZQ=="))
      assert.strictEqual(yield* pictureChange(plain, png(61, 40, [0, 0, 0, 0])), "the window has another size")
    }))
})

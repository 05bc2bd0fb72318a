import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { checkKey } from "../../../src/tools/cu/keys.ts"
import { clickPixel, pixel } from "../../../src/tools/cu/points.ts"

const refusal = <A>(effect: Effect.Effect<A, { readonly message: string }>) =>
  Effect.match(effect, { onFailure: (error) => error.message, onSuccess: () => "" })

describe("places", () => {
  it.effect("are whole pixels, because the probe takes a fraction for 0", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* pixel({ x: 104.6, y: 99.4 }), { x: 105, y: 99 })
    }))

  it.effect("outside of the window are refused; a screen may have negative ones", () =>
    Effect.gen(function*() {
      assert.match(yield* refusal(pixel({ x: -1, y: 5 })), /-1,5 is outside the window.*Nothing was sent/)
      assert.match(yield* refusal(pixel({ x: 99_999, y: 5 })), /on no screen/)
      assert.deepStrictEqual(yield* pixel({ x: -800, y: 5, screenAbsolute: true }), { x: -800, y: 5 })
      assert.match(yield* refusal(pixel({ x: -40_000, y: 5, screenAbsolute: true })), /on no screen/)
    }))

  it.effect("of a click are not 0,0, which the probe takes for the centre", () =>
    Effect.gen(function*() {
      const { point, said } = yield* clickPixel({ x: 0.2, y: 0 })
      assert.deepStrictEqual(point, { x: 1, y: 1 })
      assert.include(said, "centre")
      assert.deepStrictEqual((yield* clickPixel({ x: 0, y: 7 })).point, { x: 0, y: 7 })
    }))
})

describe("key combinations", () => {
  for (const key of ["a", "ctrl+s", "Ctrl+Shift+S", "shift+ctrl+Home", " alt + F4 ", "bogus"]) {
    it.effect(`${key} goes to the probe, which knows its keys`, () =>
      Effect.gen(function*() {
        assert.strictEqual(yield* refusal(checkKey(key)), "")
      }))
  }

  for (
    const [key, named] of [["foo+a", "foo"], ["cmd+s", "cmd"], ["ctrl+x+a", "x"], ["+", "joins"], ["ctrl++", "joins"]]
  ) {
    it.effect(`${key} is refused, because the probe would press something else`, () =>
      Effect.gen(function*() {
        const said = yield* refusal(checkKey(`${key}`))
        assert.include(said, `${named}`)
        assert.include(said, "Nothing was sent")
      }))
  }
})

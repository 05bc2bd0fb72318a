import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { makeLines } from "../../src/layers/stdio/lines.ts"

const limit = 40

/** A stream of bytes, cut into pieces of these sizes in turn. */
const pieces = (bytes: Buffer, sizes: ReadonlyArray<number>): ReadonlyArray<Buffer> => {
  const cut: Array<Buffer> = []
  for (let from = 0, index = 0; from < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1
    cut.push(bytes.subarray(from, from + size))
    from += size
  }
  return cut
}

const content = fc.string({ unit: "grapheme", maxLength: 30 }).filter((text) => !text.includes("\n"))
const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 })

describe("lines", () => {
  it("are the same however the bytes are cut; one over the limit is told by its length alone", () => {
    fc.assert(fc.property(fc.array(content), sizes, (texts, cuts) => {
      const lines = makeLines(limit)
      const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""))
      const expected = texts.map((text) => {
        const length = Buffer.byteLength(text)
        return length > limit ? { dropped: length } : { text }
      })
      assert.deepStrictEqual(pieces(bytes, cuts).flatMap((piece) => lines(piece)), expected)
    }))
  })

  it("without an end are not given yet", () => {
    const lines = makeLines(limit)
    assert.deepStrictEqual(lines(Buffer.from("a\nb")), [{ text: "a" }])
    assert.deepStrictEqual(lines(Buffer.from("c\n")), [{ text: "bc" }])
  })
})

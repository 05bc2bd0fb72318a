import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { makeLines, type Piece } from "../../src/layers/executor/lines.ts"

/** Pushes the bytes in parts of these sizes, over and over. */
const cutUp = (bytes: Uint8Array, sizes: ReadonlyArray<number>, longest: number): ReadonlyArray<Piece> => {
  const lines = makeLines(longest)
  const pieces: Array<Piece> = []
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    pieces.push(...lines.push(bytes.subarray(at, at + size)))
    at += size
  }
  return [...pieces, ...lines.end()]
}

const longest = 7
const texts = fc.array(fc.oneof(fc.constant("\n"), fc.constant("😀"), fc.constant("€"), fc.string()))
  .map((parts) => parts.join("").toWellFormed())
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })

describe("lines", () => {
  it("are all there and in their order, however they were read and whatever they hold", () => {
    fc.assert(fc.property(texts, sizes, (text, parts) => {
      const pieces = cutUp(Buffer.from(text), parts, longest)
      assert.strictEqual(pieces.map((piece) => piece.text).join(""), text)
    }))
  })

  it("are decoded as the whole would be, whatever the bytes are", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), sizes, (bytes, parts) => {
      const pieces = cutUp(bytes, parts, longest)
      const whole = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
      assert.strictEqual(pieces.map((piece) => piece.text).join(""), whole)
    }))
  })

  it("are cut into counted pieces that are not too long and hold whole characters", () => {
    fc.assert(fc.property(texts, sizes, (text, parts) => {
      const pieces = cutUp(Buffer.from(text), parts, longest)
      let index = 0
      for (const piece of pieces) {
        assert.isAtMost(piece.text.length, longest)
        assert.isTrue(piece.text.isWellFormed())
        assert.strictEqual(piece.index, index)
        assert.isFalse(piece.text.slice(0, -1).includes("\n"))
        index = piece.continues ? index + 1 : 0
      }
      assert.strictEqual(index, 0)
    }))
  })

  it("without a line feed are given at the end", () => {
    const lines = makeLines(longest)
    assert.deepStrictEqual(lines.push(Buffer.from("a\nb")), [{ text: "a\n", index: 0, continues: false }])
    assert.deepStrictEqual(lines.end(), [{ text: "b", index: 0, continues: false }])
    assert.deepStrictEqual(lines.end(), [])
  })

  it("that are not finished are given when nothing has become whole for a while, and go on", () => {
    const lines = makeLines(longest)
    lines.push(Buffer.from("a\nPas"))
    assert.deepStrictEqual(lines.flush(), [])
    lines.push(Buffer.from([0xc3]))
    assert.deepStrictEqual(lines.flush(), [{ text: "Pas", index: 0, continues: true }])
    assert.deepStrictEqual(lines.flush(), [])
    assert.deepStrictEqual(lines.push(Buffer.from([0xa9, 0x0a])), [{ text: "é\n", index: 1, continues: false }])
    assert.deepStrictEqual(lines.flush(), [])
    assert.deepStrictEqual(lines.end(), [])
  })
})

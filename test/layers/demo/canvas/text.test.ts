import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "fast-check"
import * as Canvas from "../../../../src/layers/demo/canvas/Canvas.ts"
import { lineHeight, textWidth } from "../../../../src/layers/demo/canvas/Font.ts"
import { inked } from "./pictures.ts"

const ink = 0x112233
const margin = 4

const painted = (text: string, options?: Canvas.TextOptions, room = textWidth(text)): ReadonlyArray<string> => {
  const canvas = Canvas.make(room + 2 * margin, lineHeight + 2 * margin, 0xffffff)
  canvas.text(margin, margin, text, ink, options)
  return inked(canvas, ink)
}

describe("text", () => {
  it("paints the letter of the font", () => {
    const canvas = Canvas.make(textWidth("A"), lineHeight, 0xffffff)
    canvas.text(0, 0, "A", ink)
    assert.deepStrictEqual(inked(canvas, ink), [
      ".......",
      ".......",
      "..##...",
      ".#..#..",
      "#....#.",
      "#....#.",
      "#....#.",
      "######.",
      "#....#.",
      "#....#.",
      "#....#.",
      ".......",
      "......."
    ])
  })

  it("paints every letter differently, in both faces", () => {
    const letters = Array.from("ABCXYZabcxyz0123456789.,:;äöüßéñčşğŁΓΔΩλЖЯжю€…•–—“”‘’←↑→↓▲▼◀▶✓✗☐☑")
    const pictures = [false, true].map((bold) => letters.map((letter) => painted(letter, { bold }).join("\n")))
    for (const face of pictures) assert.strictEqual(new Set(face).size, letters.length)
    for (const letter of ["A", "ß", "Ж", "Ω"]) {
      assert.notDeepEqual(painted(letter), painted(letter, { bold: true }), letter)
    }
  })

  it("stays inside its measured box", () => {
    FastCheck.assert(FastCheck.property(FastCheck.string({ unit: "grapheme", maxLength: 12 }), (text) => {
      for (const [y, row] of painted(text).entries()) {
        const inside = y >= margin && y < margin + lineHeight
        const allowed = inside ? new RegExp(`^\\.{${margin}}[.#]*\\.{${margin}}$`) : /^\.*$/
        assert.match(row, allowed)
      }
    }))
  })

  it("shows a character that the font lacks as a box, a wide one as wide as two letters", () => {
    assert.strictEqual(textWidth("日本"), 4 * textWidth("x"))
    assert.strictEqual(textWidth("👍"), 2 * textWidth("x"))
    assert.strictEqual(textWidth("ש"), textWidth("x"))
    assert.deepStrictEqual(painted("日"), painted("👍"))
    assert.include(painted("日").join("\n"), "############")
  })

  it("gives combining marks no room, and one that has a letter of its own the letter", () => {
    assert.strictEqual(textWidth("x\u0301\u200d"), textWidth("x"))
    assert.deepStrictEqual(painted("x\u0301"), painted("x"))
    assert.deepStrictEqual(painted("e\u0301"), painted("é"))
  })

  it("is blank for white space and control characters", () => {
    assert.strictEqual(textWidth("\t\n\u2003"), 3 * textWidth(" "))
    assert.notInclude(painted("\t\n \u2003").join(""), "#")
  })

  it("elides a text that is longer than its room", () => {
    const room = 10 * textWidth("x")
    const at = (text: string, options?: Canvas.TextOptions) => painted(text, options, 2 * room)
    assert.deepStrictEqual(at("0123456789", { clipTo: room }), at("0123456789"))
    assert.deepStrictEqual(at("0123456789A", { clipTo: room }), at("012345678…"))
    assert.deepStrictEqual(at("0123456789A", { clipTo: room - 1 }), at("01234567…"))
    assert.deepStrictEqual(at("0123 56789", { clipTo: 6 * textWidth("x") }), at("0123…"))
    assert.deepStrictEqual(at("日本語日本語", { clipTo: room }), at("日本語日…"))
  })

  it("paints nothing beyond a room too narrow for the ellipsis", () => {
    for (const row of painted("wide", { clipTo: 3 })) assert.match(row, /^\.{4}[.#]{3}\.*$/)
    assert.notInclude(painted("wide", { clipTo: 0 }).join(""), "#")
  })
})

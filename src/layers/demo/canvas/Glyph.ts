import { inflateSync } from "node:zlib"
import { bitmaps, ranges } from "./glyphs.ts"

/** Pixels across one cell; wide characters (CJK, emoji) take two cells. */
export const cellWidth = 7

/** Pixels down one cell. */
export const cellHeight = 13

/** One character as it is painted: `rows` is its bitmap (highest bit leftmost), absent where the font has none. */
export interface Glyph {
  readonly advance: number
  readonly rows?: Uint8Array
}

const data = inflateSync(Buffer.from(bitmaps, "base64"))

const positions: ReadonlyMap<number, number> = new Map(
  ranges.flatMap((range) => {
    const [first = "", last = first] = range.split("-")
    const start = Number.parseInt(first, 16)
    return Array.from({ length: Number.parseInt(last, 16) - start + 1 }, (_, index) => start + index)
  }).map((codePoint, position) => [codePoint, position])
)

const zeroWidth = /^[\p{Mark}\p{Format}]$/u
const control = /^[\p{Control}\p{Space_Separator}\p{Line_Separator}\p{Paragraph_Separator}]$/u
const emoji = /^\p{Emoji_Presentation}$/u

// East Asian Wide and Fullwidth blocks (Unicode's EastAsianWidth), coarse: the box only has to show the text's length
const wideBlocks: ReadonlyArray<readonly [number, number]> = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x10000, 0x10ffff]
]

const isWide = (character: string, codePoint: number): boolean =>
  emoji.test(character) || wideBlocks.some(([first, last]) => codePoint >= first && codePoint <= last)

/** The glyph of one character (one code point). Combining marks have no advance, control characters are blank. */
export const glyphOf = (character: string, bold: boolean): Glyph => {
  const codePoint = character.codePointAt(0) ?? 0
  const position = positions.get(codePoint)
  if (position !== undefined) {
    const start = (position + (bold ? positions.size : 0)) * cellHeight
    return { advance: cellWidth, rows: data.subarray(start, start + cellHeight) }
  }
  if (zeroWidth.test(character)) return { advance: 0 }
  if (control.test(character)) return { advance: cellWidth, rows: new Uint8Array(cellHeight) }
  return { advance: isWide(character, codePoint) ? 2 * cellWidth : cellWidth }
}

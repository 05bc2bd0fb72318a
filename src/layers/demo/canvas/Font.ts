import { cellHeight, cellWidth, glyphOf } from "./Glyph.ts"

/** Height of a line of text, in px. */
export const lineHeight: number = cellHeight

// NFC, so that a letter followed by a combining accent finds the font's accented letter
const charactersOf = (text: string): ReadonlyArray<string> => Array.from(text.normalize("NFC"))

const widthOf = (characters: ReadonlyArray<string>): number =>
  characters.reduce((width, character) => width + glyphOf(character, false).advance, 0)

/** Width of one line of text, in px; the bold face is as wide as the regular one. */
export const textWidth: (text: string, bold?: boolean) => number = (text) => widthOf(charactersOf(text))

/** The text itself where it fits in `width` px, else its longest beginning that does with `…` behind it. */
export const elide = (text: string, width: number): string => {
  const characters = charactersOf(text)
  if (widthOf(characters) <= width) return text
  let used = cellWidth
  let kept = 0
  for (const character of characters) {
    used += glyphOf(character, false).advance
    if (used > width) break
    kept += 1
  }
  return `${characters.slice(0, kept).join("").trimEnd()}…`
}

type Run = (x: number, y: number, length: number) => void

// The frame that stands for a character the font lacks
const paintBox = (x: number, y: number, width: number, run: Run): void => {
  run(x, y, width)
  for (let row = 1; row < cellHeight - 4; row += 1) {
    run(x, y + row, 1)
    run(x + width - 1, y + row, 1)
  }
  run(x, y + cellHeight - 4, width)
}

const paintRows = (x: number, y: number, rows: Uint8Array, run: Run): void => {
  for (const [row, bits] of rows.entries()) {
    for (let column = 0; column < cellWidth; column += 1) {
      if ((bits & (0x80 >> column)) !== 0) run(x + column, y + row, 1)
    }
  }
}

/** Calls `run` with every horizontal run of ink of one line of text whose line box begins at (x, y). */
export const paintText = (x: number, y: number, text: string, bold: boolean, run: Run): void => {
  let left = x
  for (const character of charactersOf(text)) {
    const { advance, rows } = glyphOf(character, bold)
    if (rows !== undefined) paintRows(left, y, rows, run)
    else if (advance > 0) paintBox(left + 1, y + 2, advance - 2, run)
    left += advance
  }
}

/**
 * Controls, and what is invisible or turns the direction of writing: with them a name could end a line, drive a terminal
 * or look like another.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

/** A stranger's text on one line, its hidden characters escaped, at most `limit` characters long. */
export const printable = (text: string, limit: number): string => {
  const shown = text.slice(0, limit).replaceAll(hidden, escaped)
  return text.length > limit || shown.length > limit ? `${[...shown].slice(0, limit - 1).join("")}…` : shown
}

import * as Effect from "effect/Effect"
import { NoSuchPassage } from "../errors.ts"

/** Every place of a text in another. */
export const placesOf = (text: string, sought: string): ReadonlyArray<number> => {
  const places: Array<number> = []
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1)) places.push(at)
  return places
}

/** Where a quote is; which one has to be said where there are several. */
export const locate = (
  text: string,
  quote: string,
  occurrence: number | undefined
): Effect.Effect<{ readonly from: number; readonly to: number }, NoSuchPassage> => {
  const places = placesOf(text, quote)
  const from = places[(occurrence ?? 1) - 1]
  if (from === undefined) {
    const reason = places.length === 0
      ? "the quote is not in the document. Copy it from read_document, punctuation included; search_text finds words."
      : `the quote is there ${places.length} times, so there is no occurrence ${occurrence}.`
    return new NoSuchPassage({ reason })
  }
  if (places.length > 1 && occurrence === undefined) {
    return new NoSuchPassage({
      reason:
        `the quote is there ${places.length} times. Quote more of it, or say which with occurrence (1 to ${places.length}).`
    })
  }
  return Effect.succeed({ from, to: from + quote.length })
}

/** How many passages, in words. */
export const passages = (count: number): string => count === 1 ? "1 passage" : `${count} passages`

const around = 40

/** A passage with a little of what is around it, in one line. */
export const excerpt = (text: string, from: number, to: number): string => {
  const [begin, end] = [Math.max(0, from - around), Math.min(text.length, to + around)]
  const line = `${begin > 0 ? "…" : ""}${text.slice(begin, end)}${end < text.length ? "…" : ""}`
  return line.replaceAll(/\s+/g, " ")
}

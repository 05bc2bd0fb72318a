import * as Predicate from "effect/Predicate"
import * as Regex from "effect/RegExp"

/** What stands where a secret was. */
export const hidden = "•••"

/** Finds what must not be seen, in every spelling it can have inside a text. */
export interface Mask {
  /** Adds a secret; an empty one is none. */
  readonly add: (secret: string) => void
  /** All secrets, in the order of their numbers. */
  readonly all: () => ReadonlyArray<string>
  readonly text: (text: string) => string
  /** The same for every text, number and key of a value; `found` is given the number of each secret, from 1. */
  readonly value: (value: unknown, found?: (secret: number) => void) => unknown
}

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)

const hex = (text: string, upper: boolean): string =>
  text.replaceAll(/[^\x20-\x7e]/g, (unit) => {
    const code = unit.charCodeAt(0).toString(16).padStart(4, "0")
    return `\\u${upper ? code.toUpperCase() : code}`
  })

const markup = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\"", "&quot;")

/** JSON inside JSON escapes again; the probe sends byte arrays as base64; rich text is markup, and a query is encoded. */
const spellings = (secret: string): ReadonlyArray<string> => {
  const whole = secret.toWellFormed()
  const plain = [...new Set([whole, whole.normalize("NFC"), whole.normalize("NFD")])]
  const texts = plain.flatMap((text) => [
    text,
    markup(text),
    encodeURIComponent(text),
    Buffer.from(text).toString("base64").replace(/=+$/, "")
  ])
  const once = texts.flatMap((text) => [text, escaped(text), hex(escaped(text), false), hex(escaped(text), true)])
  const twice = once.flatMap((text) => [text, escaped(text)])
  return [...new Set(twice.flatMap((text) => [text, escaped(text)]))]
}

/** A mask for these secrets. */
export const makeMask = (secrets: ReadonlyArray<string>): Mask => {
  const numbers = new Map<string, number>()
  const all: Array<string> = []
  let pattern: RegExp | undefined

  const add = (secret: string): void => {
    if (secret === "" || numbers.has(secret)) return
    all.push(secret)
    for (const spelling of spellings(secret)) if (!numbers.has(spelling)) numbers.set(spelling, all.length)
    // The longest first: of two secrets one may begin with the other.
    const longest = [...numbers.keys()].toSorted((a, b) => b.length - a.length)
    pattern = new RegExp(longest.map(Regex.escape).join("|"), "g")
  }
  for (const secret of secrets) add(secret)

  const text = (given: string, found?: (secret: number) => void): string =>
    pattern === undefined ? given : given.replaceAll(pattern, (spelling) => {
      found?.(numbers.get(spelling) ?? 0)
      return hidden
    })

  const value = (given: unknown, found?: (secret: number) => void): unknown => {
    if (pattern === undefined) return given
    if (Predicate.isString(given)) return text(given, found)
    if (Predicate.isNumber(given)) {
      const shown = text(String(given), found)
      return shown === String(given) ? given : hidden
    }
    if (Array.isArray(given)) return given.map((one) => value(one, found))
    if (!Predicate.isObject(given)) return given
    return Object.fromEntries(Object.entries(given).map(([key, one]) => [text(key, found), value(one, found)]))
  }

  return { add, all: () => all, text: (given) => text(given), value }
}

import * as Effect from "effect/Effect"
import { Refused } from "../../services/ProbeError.ts"

/** What the probe takes before a "+"; any other word it leaves out without a word, and presses the rest. */
const modifiers = new Set([
  "ctrl",
  "control",
  "control_l",
  "shift",
  "shift_l",
  "alt",
  "alt_l",
  "super",
  "super_l",
  "meta"
])

/** Refuses what the probe would press as something else (§6); keys it does not know it refuses itself (-32063). */
export const checkKey = Effect.fn("Keys.checkKey")(function*(combination: string) {
  const parts = combination.split("+").map((part) => part.trim())
  const wrong = parts.slice(0, -1).find((part) => !modifiers.has(part.toLowerCase()))
  if (wrong === undefined) return
  const why = wrong === ""
    ? "\"+\" joins modifiers and a key and is none itself"
    : `${JSON.stringify(wrong)} is no modifier`
  return yield* new Refused({
    reason:
      `${why}, and the probe would press the rest without it. Nothing was sent. Write ctrl+, shift+, alt+ or meta+ before one key (ctrl+shift+s, Enter, F5); type a "+" with cu_type.`
  })
})

/** The probe presses the key of a letter, which types it small, with Shift as well. */
export const capitalHint = (combination: string): string =>
  /^(?:shift\+)?[A-Z]$/.test(combination) ? " (a key press types a small letter; cu_type types capitals)" : ""

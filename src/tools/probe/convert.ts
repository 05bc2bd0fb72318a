import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { Refused } from "../../services/ProbeError.ts"

const refuse = (name: string, current: unknown, value: unknown) =>
  new Refused({
    reason: `${name} holds ${JSON.stringify(current)}, and ${
      JSON.stringify(value)
    } is not of that type: the probe would store something else and say ok. Nothing was sent. Give a ${typeof current}.`
  })

const words: Readonly<Record<string, boolean>> = { true: true, false: false }

/**
 * The value in the type the property has: the probe stores "" for a number in a text, false for "true" or 1, 0 for "33",
 * and says ok every time (probe protocol notes §5).
 */
export const convert = Effect.fn("Convert.convert")(function*(name: string, current: unknown, value: unknown) {
  if (Predicate.isString(current)) {
    if (Predicate.isNumber(value) || Predicate.isBoolean(value)) return String(value)
    return Predicate.isString(value) ? value : yield* refuse(name, current, value)
  }
  if (Predicate.isBoolean(current)) {
    const given = Predicate.isString(value)
      ? words[value.toLowerCase()]
      : value === 1 || value === 0
      ? value === 1
      : value
    return Predicate.isBoolean(given) ? given : yield* refuse(name, current, value)
  }
  if (Predicate.isNumber(current)) {
    const given = Predicate.isString(value) && value.trim() !== "" ? Number(value) : value
    if (!Predicate.isNumber(given) || !Number.isFinite(given)) return yield* refuse(name, current, value)
    return given
  }
  return value
})

import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import { Refs } from "../../services/Refs.ts"
import type { ToolOutput } from "../../services/ToolRegistry.ts"
import { hidden } from "../record/mask.ts"
import { isPasswordName } from "../record/passwordFields.ts"

/** Characters of one text, of all that is shown of a value, and of what a call answered. */
const longestText = 200
const longestValue = 2000
const longestAnswer = 500
const mostItems = 50

/** Parameters that name an object, and those that hold what is put into it. */
const targets = ["objectId", "ref", "target", "objectName", "name"]
const typed = ["text", "value", "args", "sequence"]

const cut = (text: string, longest: number): string => {
  const end = text.charCodeAt(longest - 1) >= 0xd800 && text.charCodeAt(longest - 1) <= 0xdbff ? longest - 1 : longest
  return text.length > longest ? `${text.slice(0, end)}… (${text.length} characters)` : text
}

/** The path of what a ref names; undefined where it is none. */
export type PathOf = (ref: string) => string | undefined

/** Knows no ref where there are none, as in an application without Qt. */
export const pathOf = Effect.map(
  Effect.serviceOption(Refs),
  (refs): PathOf => (ref) => Option.getOrUndefined(refs)?.pathOf(ref)
)

const isForPassword = (value: object, path: PathOf): boolean =>
  targets.some((key) => {
    const name = Predicate.hasProperty(value, key) ? value[key] : undefined
    return Predicate.isString(name) && (isPasswordName(name) || isPasswordName(path(name) ?? ""))
  })

const small = (value: unknown, path: PathOf): unknown => {
  if (Predicate.isString(value)) return cut(value, longestText)
  if (Array.isArray(value)) return value.slice(0, mostItems).map((one) => small(one, path))
  if (!Predicate.isObject(value)) return value
  const isSecret = isForPassword(value, path)
  return Object.fromEntries(
    Object.entries(value).slice(0, mostItems).map(([key, one]) => [
      cut(key, longestText),
      isPasswordName(key) || (isSecret && typed.includes(key)) ? hidden : small(one, path)
    ])
  )
}

/**
 * Arguments as they are shown and kept: of a bounded size, and without what goes into a field whose name, or path where it
 * is named by a ref, says that it is a password's. A field that does not say so is known to nobody here.
 */
export const bounded = (input: unknown, path: PathOf): unknown => {
  const shown = small(input ?? {}, path)
  const json = JSON.stringify(shown) ?? ""
  return json.length > longestValue ? cut(json, longestValue) : shown
}

/** The beginning of what a tool answered. */
export const answerText = (output: ToolOutput): string =>
  cut(
    output.content.map((part) => part.type === "text" ? part.text : `[${part.mimeType}]`).join("\n"),
    longestAnswer
  )

/** The beginning of an error's text. */
export const errorText = (message: string): string => cut(message, longestAnswer)

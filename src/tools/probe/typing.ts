import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { ask } from "./ask.ts"
import { inspect } from "./inspect.ts"
import { callOn, onTarget } from "./targets.ts"

/**
 * What QTest can map to a key: everything else aborts the application (probe protocol notes §9.3). A line break is not
 * among it, but a carriage return is, and makes one.
 */
export const canBePressed = (text: string): boolean =>
  [...text].every((character) => (character >= " " && character <= "~") || "\t\r\b\u001b".includes(character))

/** Line breaks as the key that makes one. */
export const withReturns = (text: string): string => text.replaceAll(/\r\n|\n/g, "\r")

const value = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const property = (id: string, name: string) => Effect.map(value({ objectId: id, name }), (found) => found.value)

const set = (given: string, name: string, to: unknown) => callOn("qt.properties.set", given, { name, value: to })

/** A line edit has no slot to insert with, so its whole text is set, with the insertion where the cursor is. */
const intoLineEdit = (given: string, text: string) =>
  onTarget(given, ({ id }) =>
    Effect.gen(function*() {
      const current = yield* property(id, "text")
      const cursor = yield* property(id, "cursorPosition")
      const selected = yield* property(id, "selectedText")
      const old = Predicate.isString(current) ? current : ""
      const at = Predicate.isNumber(cursor) ? cursor : old.length
      const chosen = Predicate.isString(selected) ? selected : ""
      // The cursor stands at one end of the selection; which one is not told, but the text around it is.
      const start = chosen !== "" && old.slice(Math.max(0, at - chosen.length), at) === chosen ? at - chosen.length : at
      const next = old.slice(0, start) + text + old.slice(start + chosen.length)
      yield* set(id, "text", next)
      yield* set(id, "cursorPosition", start + text.length)
    }))

/**
 * Types text of any script at the cursor of an object: as key presses where the application survives them, else by a
 * path that takes Unicode. Fails with `Refused` where the object has none.
 */
export const typeText = Effect.fn("Typing.typeText")(function*(given: string, text: string) {
  const typed = withReturns(text)
  if (canBePressed(typed)) return yield* callOn("qt.ui.sendKeys", given, { text: typed }, { action: true })
  const { info, methods = [] } = yield* inspect(given, ["info", "methods"])
  const classes = [info?.className ?? "", ...(info?.superClasses ?? [])]
  if (methods.some((method) => method.name === "insertPlainText")) {
    return yield* callOn("qt.methods.invoke", given, { method: "insertPlainText", args: [text.replaceAll("\r", "\n")] })
  }
  if (classes.includes("QLineEdit")) return yield* intoLineEdit(given, text.replaceAll(/[\r\n]+/g, " "))
  if (classes.includes("QComboBox")) return yield* set(given, "currentText", text)
  return yield* new Refused({
    reason:
      `The text has characters that the probe cannot type as keys (it would abort the application), and a ${info?.className} has no other way to take them. Nothing was typed. Use chr_formInput, or qt_properties_set on the property that holds its text.`
  })
})

const modifiers = new Set(["ctrl", "control", "shift", "alt", "meta"])

const keys = new Set([
  ..."abcdefghijklmnopqrstuvwxyz0123456789".split(""),
  ..."-=[];',./\\`".split(""),
  ...Array.from({ length: 35 }, (_, index) => `f${index + 1}`),
  "esc",
  "escape",
  "tab",
  "backtab",
  "backspace",
  "return",
  "enter",
  "ins",
  "insert",
  "del",
  "delete",
  "pause",
  "print",
  "home",
  "end",
  "left",
  "up",
  "right",
  "down",
  "pgup",
  "pgdown",
  "space",
  "menu",
  "help"
])

/** A key sequence as Qt writes it; an unknown key or a modifier alone aborts the application (§9.3). */
export const checkSequence = Effect.fn("Typing.checkSequence")(function*(sequence: string) {
  const parts = sequence.split("+").map((part) => part.trim().toLowerCase())
  const key = parts.pop() ?? ""
  const wrong = parts.find((part) => !modifiers.has(part))
  if (wrong === undefined && keys.has(key)) return
  const fault = sequence.includes(",")
    ? "only one chord is sent, so write one call for each"
    : wrong !== undefined
    ? `${JSON.stringify(wrong)} is no modifier (Ctrl, Shift, Alt, Meta)`
    : modifiers.has(key)
    ? "a modifier alone is no sequence"
    : `${JSON.stringify(key)} is no key`
  return yield* new Refused({
    reason: `Bad key sequence ${
      JSON.stringify(sequence)
    }: ${fault}. It was not sent: the probe aborts the application on it. Examples: Ctrl+A, Shift+Tab, Return, Esc, Alt+F4, PgDown, F5.`
  })
})

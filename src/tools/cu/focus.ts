import * as Effect from "effect/Effect"
import { ProbeFault, Refused } from "../../services/ProbeError.ts"
import { connection } from "../probe/ask.ts"
import { inspect } from "../probe/inspect.ts"
import { search } from "../probe/objects.ts"

const editors = ["QLineEdit", "QTextEdit", "QPlainTextEdit"]

const seen = Effect.gen(function*() {
  const { objects } = yield* search({ properties: { focus: true }, limit: 5 })
  const [first, ...others] = objects
  if (first === undefined || others.length === 0) return first?.ref
  for (const object of objects) {
    const { info } = yield* inspect(object.ref, ["info"])
    if (editors.some((name) => info?.superClasses.includes(name))) return object.ref
  }
  return first.ref
})

/**
 * The object that takes the keys, as a ref; undefined where none does. A spin box or an editable combo box counts as
 * focused together with the line edit inside, which is the one that takes text.
 */
export const focused = Effect.andThen(connection, Effect.orElseSucceed(seen, () => undefined))

const whatToDo = "Click into the field first (cu_leftClick), then send the keys again. Nothing was sent"

export const noFocus = new Refused({
  reason: `No widget has keyboard focus (probe error -32062). ${whatToDo}.`
})

/** The probe's own refusal with what to do about it. */
export const explainFocus = <E>(error: E): E | ProbeFault =>
  error instanceof ProbeFault && error.code === -32062
    ? new ProbeFault({ ...error, reason: `${error.reason}. ${whatToDo}` })
    : error

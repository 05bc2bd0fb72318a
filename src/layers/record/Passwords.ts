import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { SessionLog } from "../../services/SessionLog.ts"
import { isPasswordName, passwordFields, typedTexts, typings } from "./passwordFields.ts"
import * as SessionLogLive from "./SessionLogLive.ts"

/** What goes into a password field is a secret as well, as far as the session has shown which fields those are. */
export class Passwords extends Context.Service<Passwords, {
  /** An answer of the probe may tell that a field is one. */
  readonly answer: (method: string, params: unknown, result: unknown) => void
  /** A request may type into one. */
  readonly request: (method: string, params: unknown) => void
  /** The arguments of a call may hold what it will type into one. */
  readonly arguments: (input: unknown) => void
}>()("qtmcp/layers/record/Passwords") {}

const decodeTarget = Schema.decodeUnknownOption(Schema.Struct({
  objectId: Schema.optionalKey(Schema.String),
  ref: Schema.optionalKey(Schema.String)
}))

/** Less than this stands in every other line: hiding it would hide the log. */
const shortest = 3

const make = Effect.gen(function*() {
  const log = yield* SessionLog
  /** Ids, refs, names and labels of password fields, in lower case. */
  const known = new Set<string>()
  const isKnown = (name: string | undefined): boolean =>
    name !== undefined && (known.has(name.toLowerCase()) || isPasswordName(name))

  const hide = (texts: ReadonlyArray<string>): void => {
    for (const text of texts) if (text.length >= shortest) log.hide(text)
  }

  return Passwords.of({
    answer: (method, params, result) => {
      for (const field of passwordFields(method, params, result)) known.add(field.toLowerCase())
    },
    request: (method, params) => {
      const target = Option.getOrUndefined(decodeTarget(params))
      if (isKnown(target?.objectId) || isKnown(target?.ref)) hide(typedTexts(method, params))
    },
    arguments: (input) => {
      for (const { target, texts } of typings(input)) if (isKnown(target)) hide(texts)
    }
  })
})

export const layer = Layer.effect(Passwords, make).pipe(Layer.provide(SessionLogLive.layer))

import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { SessionLog } from "../../services/SessionLog.ts"
import { Settings } from "../../services/Settings.ts"
import { hidden } from "./mask.ts"
import { aliases, isPasswordName, passwordFields, typedTexts, typings } from "./passwordFields.ts"
import * as SessionLogLive from "./SessionLogLive.ts"

/** What goes into a password field is a secret as well, as far as the session has shown which fields those are. */
export class Passwords extends Context.Service<Passwords, {
  /** An answer of the probe may tell that a field is one. */
  readonly answer: (method: string, params: unknown, result: unknown) => void
  /** A request may type into one. */
  readonly request: (method: string, params: unknown) => void
  /** The arguments of a call may hold what it will type into one; `pathOf` knows the path behind a ref. */
  readonly arguments: (
    input: unknown,
    pathOf: (target: string) => Effect.Effect<string | undefined>
  ) => Effect.Effect<void>
  /** A notification without the characters that may be part of a secret: key by key no text is to be recognised. */
  readonly notification: (params: unknown) => unknown
}>()("qtmcp/layers/record/Passwords") {}

const decodeTarget = Schema.decodeUnknownOption(Schema.Struct({
  objectId: Schema.optionalKey(Schema.String),
  ref: Schema.optionalKey(Schema.String)
}))

/** A key that was pressed or released (probe protocol notes §8), with whatever else is said of it. */
const decodeKey = Schema.decodeUnknownOption(Schema.StructWithRest(
  Schema.Struct({
    type: Schema.Literals(["KeyPress", "KeyRelease"]),
    text: Schema.String,
    objectId: Schema.optionalKey(Schema.String),
    objectName: Schema.optionalKey(Schema.String)
  }),
  [Schema.Record(Schema.String, Schema.Unknown)]
))

/** Less than this stands in every other line: hiding it would hide the log. */
const shortest = 3

const make = Effect.gen(function*() {
  const log = yield* SessionLog
  const { secrets } = yield* Settings
  /** Ids, refs, names and labels of password fields, in lower case. */
  const known = new Set<string>()
  /** The path of what has been called by another name, in lower case too. */
  const paths = new Map<string, string>()
  const canonical = (name: string): string => paths.get(name.toLowerCase()) ?? name.toLowerCase()
  const isKnown = (name: string | undefined): boolean =>
    name !== undefined && (known.has(canonical(name)) || isPasswordName(name))

  const hide = (texts: ReadonlyArray<string>): void => {
    for (const text of texts) if (text.length >= shortest) log.hide(text)
  }

  return Passwords.of({
    answer: (method, params, result) => {
      for (const { names, path } of aliases(result)) {
        for (const name of names) paths.set(name.toLowerCase(), path.toLowerCase())
      }
      for (const field of passwordFields(method, params, result)) known.add(canonical(field))
    },
    request: (method, params) => {
      const target = Option.getOrUndefined(decodeTarget(params))
      if (isKnown(target?.objectId) || isKnown(target?.ref)) hide(typedTexts(method, params))
    },
    arguments: Effect.fnUntraced(function*(input, pathOf) {
      for (const { target, texts } of typings(input)) {
        if (isKnown(target) || isKnown(yield* pathOf(target))) hide(texts)
      }
    }),
    notification: (params) => {
      const key = Option.getOrUndefined(decodeKey(params))
      const isSecret = key !== undefined && key.text !== ""
        && (secrets !== undefined || isKnown(key.objectId) || isKnown(key.objectName))
      return isSecret ? { ...key, key: 0, text: hidden } : params
    }
  })
})

export const layer = Layer.effect(Passwords, make).pipe(Layer.provide(SessionLogLive.layer))

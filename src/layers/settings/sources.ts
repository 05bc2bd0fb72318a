import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { SettingsError } from "../../services/Settings.ts"
import { reasonOf } from "../../tools/text/reason.ts"
import { environmentNames, rows } from "./table.ts"

/** A value as it was written: `origin` names the place in an error, and of two places the lower `rank` wins. */
export interface Given {
  readonly text: string
  readonly origin: string
  readonly rank: number
}

/** Looks a setting up by its flag. */
export type Source = (flag: string) => Given | undefined

export type Environment = Readonly<Record<string, string | undefined>>

export const fromFlags = (flags: ReadonlyMap<string, string>): Source => (flag) => {
  const text = flags.get(flag)
  return text === undefined ? undefined : { text, origin: `--${flag}`, rank: 0 }
}

/** A bare number of another program's variable, in that program's unit. */
const inItsUnit = (flag: string, name: string, text: string): string => {
  const { also = [], alsoIn = "" } = rows.find((row) => row.flag === flag) ?? {}
  return also.includes(name) && /^\s*[\d.]+\s*$/.test(text) ? `${text.trim()}${alsoIn}` : text
}

/** An empty variable counts as absent. */
export const fromEnvironment = (environment: Environment): Source => (flag) => {
  const name = environmentNames(flag).find((candidate) => (environment[candidate] ?? "") !== "")
  if (name === undefined) return undefined
  return { text: inItsUnit(flag, name, environment[name] ?? ""), origin: name, rank: 1 }
}

export const first = (...sources: ReadonlyArray<Source>): Source => (flag) => {
  for (const source of sources) {
    const given = source(flag)
    if (given !== undefined) return given
  }
  return undefined
}

const ConfigFile = Schema.fromJsonString(
  Schema.Record(
    Schema.String,
    Schema.Union([Schema.String, Schema.Finite, Schema.Boolean, Schema.Array(Schema.String)])
  )
)

/** A `--config` file: a JSON object whose keys are the flags without dashes. `origin` is what named the file. */
export const fromFile = Effect.fn("Settings.fromFile")(function*(path: string, origin: string) {
  const fault = (reason: string) => new SettingsError({ message: `qtmcp: ${origin} ${path}: ${reason}` })
  const text = yield* Effect.try({
    try: () => readFileSync(path, "utf8"),
    catch: (cause) => fault(`cannot be read (${reasonOf(cause)})`)
  })
  const values = yield* Schema.decodeEffect(ConfigFile)(text).pipe(
    Effect.mapError(() => fault("expected a JSON object whose values are text, numbers, booleans or lists of text"))
  )
  const allowed = rows.map((row) => row.flag).filter((flag) => flag !== "config")
  const unknown = Object.keys(values).find((key) => !allowed.includes(key))
  if (unknown !== undefined) {
    return yield* fault(`unknown key ${JSON.stringify(unknown)}; the keys are ${allowed.join(", ")}`)
  }
  const source: Source = (flag) => {
    const value = values[flag]
    if (value === undefined) return undefined
    const repeats = rows.find((row) => row.flag === flag)?.kind.repeats === true
    const text = repeats && Array.isArray(value) ? JSON.stringify(value) : String(value)
    return { text, origin: `${path}: ${flag}`, rank: 2 }
  }
  return source
})

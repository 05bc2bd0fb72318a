import * as Effect from "effect/Effect"
import { parseArgs } from "node:util"
import { SettingsError } from "../../services/Settings.ts"
import { didYouMean } from "../settings/nearest.ts"
import { rows } from "../settings/table.ts"

/** A command line that has been taken apart. */
export interface Arguments {
  /** The command's own flags; a switch that is on has the value `true`. */
  readonly flags: ReadonlyMap<string, string>
  readonly words: ReadonlyArray<string>
  /** The flags of the settings, as they were written. */
  readonly settings: ReadonlyArray<string>
}

export const misused = (name: string, message: string) =>
  new SettingsError({ message: `qtmcp ${name}: ${message}; see qtmcp ${name} --help` })

/**
 * Takes a command's own flags out of its command line. The rest belongs to the settings, and so does everything from
 * `--` on, which is for the target.
 */
export const takeArguments = Effect.fn("commands.takeArguments")(function*(
  name: string,
  argv: ReadonlyArray<string>,
  own: Readonly<Record<string, "boolean" | "string">>
) {
  const end = argv.includes("--") ? argv.indexOf("--") : argv.length
  const settingTypes = rows.map((row) => [row.flag, row.kind.toggle === true ? "boolean" : "string"] as const)
  const types = new Map<string, "boolean" | "string">([...settingTypes, ...Object.entries(own)])
  const options = Object.fromEntries([...types].map(([flag, type]) => [flag, { type }]))
  const { tokens } = parseArgs({ args: argv.slice(0, end), strict: false, tokens: true, options })
  const flags = new Map<string, string>()
  const words: Array<string> = []
  const settings: Array<string> = []
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value)
    if (token.kind !== "option") continue
    if (!types.has(token.name)) {
      const known = [...types.keys()].map((flag) => `--${flag}`)
      return yield* misused(name, `unknown flag ${token.rawName}${didYouMean(token.rawName, known)}`)
    }
    const type = own[token.name]
    if (type === undefined) {
      settings.push(token.inlineValue === true ? `${token.rawName}=${token.value}` : token.rawName)
      if (token.inlineValue === false) settings.push(token.value)
      continue
    }
    const isBare = token.value === undefined || (!token.inlineValue && token.value.startsWith("--"))
    if (isBare !== (type === "boolean")) {
      return yield* misused(name, `${token.rawName} ${type === "boolean" ? "takes no" : "needs a"} value`)
    }
    flags.set(token.name, token.value ?? "true")
  }
  return { flags, words, settings: [...settings, ...argv.slice(end)] } satisfies Arguments
})

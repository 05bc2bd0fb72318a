import * as Effect from "effect/Effect"
import { parseArgs } from "node:util"
import { SettingsError } from "../../services/Settings.ts"
import { didYouMean } from "./nearest.ts"
import { rows, table } from "./table.ts"

const names = rows.map((row) => `--${row.flag}`)

const fault = (message: string) => new SettingsError({ message: `qtmcp: ${message}` })

/** `--http` where no value follows: `--http=127.0.0.1:9876`. */
const withValue = (arg: string, next: string | undefined): string => {
  const bare = rows.find((row) => `--${row.flag}` === arg)?.kind.bare
  return bare === undefined || (next !== undefined && !next.startsWith("-")) ? arg : `${arg}=${bare}`
}

/**
 * The flags of a command line as text by name; the last one of a name wins, but for those that may be repeated. What
 * stands after `--` are arguments of the target. Fails on a flag no row of the table has.
 */
export const readFlags = Effect.fn("Settings.readFlags")(function*(argv: ReadonlyArray<string>) {
  const end = argv.includes("--") ? argv.indexOf("--") : argv.length
  const { tokens } = parseArgs({
    args: argv.slice(0, end).map((arg, index, args) => withValue(arg, args[index + 1])),
    strict: false,
    tokens: true,
    options: Object.fromEntries(rows.map((row) => [row.flag, { type: row.kind.toggle ? "boolean" : "string" }]))
  })
  const found = new Map<string, string>()
  const repeated = new Map<string, ReadonlyArray<string>>()
  const repeat = (flag: string, values: ReadonlyArray<string>) =>
    repeated.set(flag, [...repeated.get(flag) ?? [], ...values])
  for (const token of tokens) {
    if (token.kind === "positional") {
      return yield* fault(`unexpected argument ${JSON.stringify(token.value)}; see qtmcp --help`)
    }
    if (token.kind !== "option") continue
    const row = rows.find((candidate) => candidate.flag === token.name)
    if (row === undefined) {
      const known = [...names, "--help", "--version"]
      return yield* fault(
        `unknown flag ${token.rawName}${didYouMean(token.rawName, known)}; the flags are ${known.join(", ")}`
      )
    }
    const bare = token.value === undefined || (!token.inlineValue && token.value.startsWith("--"))
    if (bare && row.kind.toggle === undefined) {
      return yield* fault(`${token.rawName} needs a value: expected ${row.kind.expected}`)
    }
    if (row.kind.repeats) repeat(row.flag, [token.value ?? ""])
    else found.set(row.flag, token.value ?? "true")
  }
  if (end < argv.length) repeat(table.arg.flag, argv.slice(end + 1))
  for (const [flag, values] of repeated) found.set(flag, JSON.stringify(values))
  return found
})

import * as Effect from "effect/Effect"
import { parseArgs } from "node:util"
import { SettingsError } from "../../services/Settings.ts"
import { rows } from "./table.ts"

const names = rows.map((row) => `--${row.flag}`)

const fault = (message: string) => new SettingsError({ message: `qtmcp: ${message}` })

/** The flags of a command line as text by name; the last one of a name wins. Fails on a flag no row of the table has. */
export const readFlags = Effect.fn("Settings.readFlags")(function*(argv: ReadonlyArray<string>) {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: Object.fromEntries(rows.map((row) => [row.flag, { type: row.kind.toggle ? "boolean" : "string" }]))
  })
  const found = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind !== "option") {
      const word = token.kind === "positional" ? token.value : "--"
      return yield* fault(`unexpected argument ${JSON.stringify(word)}; see qtmcp --help`)
    }
    const row = rows.find((candidate) => candidate.flag === token.name)
    if (row === undefined) {
      return yield* fault(`unknown flag ${token.rawName}; the flags are ${names.join(", ")}, --help, --version`)
    }
    const bare = token.value === undefined || (!token.inlineValue && token.value.startsWith("--"))
    if (bare && row.kind.toggle === undefined) {
      return yield* fault(`${token.rawName} needs a value: expected ${row.kind.expected}`)
    }
    found.set(row.flag, token.value ?? "true")
  }
  return found
})

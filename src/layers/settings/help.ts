import { commands } from "../commands/commands.ts"
import { environmentNames, rows as settings } from "./table.ts"

/** The text of `--help`, one line a row of the table. */
export const help = (): string => {
  const rows = settings.map((row) => {
    const flag = row.kind.hint === "" ? `--${row.flag}` : `--${row.flag} ${row.kind.hint}`
    return [flag, `${row.about} (${environmentNames(row.flag)[0]}; default ${row.default})`] as const
  })
  const all = [...rows, ["--help", "this text"] as const, ["--version", "the version"] as const]
  const width = Math.max(...all.map(([flag]) => flag.length))
  return [
    "qtmcp: lets AI agents drive Qt applications through the Model Context Protocol (a server on stdio)",
    "",
    "usage: qtmcp [flags]",
    "       qtmcp COMMAND [flags]   (qtmcp COMMAND --help tells more)",
    "",
    ...[...commands].map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`),
    "",
    ...all.map(([flag, about]) => `  ${flag.padEnd(width)}  ${about}`),
    "",
    "A flag beats the environment, the environment beats the --config file, and that beats the default.",
    "Each QTMCP_ variable may also be written QTPILOT_.",
    ""
  ].join("\n")
}

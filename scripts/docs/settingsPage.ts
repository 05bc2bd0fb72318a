import { environmentNames, rows } from "../../src/layers/settings/table.ts"
import { code, page, table } from "./markdown.ts"

/** A file as `--config` takes it. */
export const exampleConfig = { mode: ["agent", "native"], "call-timeout": "1m", "log-file": "qtmcp.log" }

/** `docs/settings.md`, from the table that the parser itself reads. */
export const settingsPage = (): string =>
  page([
    "# Settings",
    "<!-- Made by `npm run docs` from src/layers/settings/table.ts. Do not edit. -->",
    "Every setting can be given as a flag, as an environment variable, or in a file. A flag beats the environment, the environment beats the file, and the file beats the default. An empty variable counts as absent.",
    table(
      ["flag", "variable", "default", "meaning"],
      rows.map((row) => [
        code(row.kind.hint === "" ? `--${row.flag}` : `--${row.flag} ${row.kind.hint}`),
        code(environmentNames(row.flag)[0]),
        row.default,
        row.about
      ])
    ),
    "`--help` prints this table and `--version` the version; both end with exit code 0.",
    "## Values",
    table(["setting", "value"], rows.map((row) => [code(row.flag), row.kind.expected])),
    "A value that cannot be used, an unknown flag and a `--config` file that is missing end the start with one line that says what was expected, and exit code 2.",
    "## Environment",
    `Each \`QTMCP_\` variable may also be written \`QTPILOT_\`, the later name of the probe's project: ${
      rows.map((row) => code(environmentNames(row.flag)[1])).join(", ")
    }. Where both are set, \`QTMCP_\` counts.`,
    `What cc_executor knows counts as well, after these: ${
      rows.flatMap(({ also = [], flag }) => also.map((name) => `${code(name)} for ${code(`--${flag}`)}`)).join(", ")
    }. There a bare number of a duration is seconds.`,
    "## File",
    "`--config` names a JSON file whose keys are the flags without their dashes:",
    ["```json", JSON.stringify(exampleConfig, null, 2), "```"].join("\n")
  ])

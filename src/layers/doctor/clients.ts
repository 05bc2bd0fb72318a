import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import type { SettingsValues } from "../../services/Settings.ts"
import { reasonOf } from "../../tools/text/reason.ts"
import { type ClientFile, clientFiles } from "./clientFiles.ts"
import { checkEntry, Entry } from "./entry.ts"
import { type Finding, note, wrong } from "./finding.ts"
import { plainJson } from "./jsonc.ts"

const decodeEntry = Schema.decodeUnknownResult(Entry)

/** Ours by its name, or by what it starts. */
const isOurs = (name: string, value: unknown): boolean => /qtmcp/i.test(name) || /qtmcp/i.test(JSON.stringify(value))

const parse = (text: string): { readonly value: unknown } | { readonly fault: string } => {
  try {
    const value: unknown = JSON.parse(text.replace(/^\u{feff}/u, ""))
    return { value }
  } catch (error) {
    return { fault: reasonOf(error) }
  }
}

const checkServers = Effect.fnUntraced(
  function*(label: string, servers: ReadonlyArray<unknown>, environment: SettingsValues["environment"]) {
    const ours = servers.flatMap((each) => Predicate.isObject(each) ? Object.entries(each) : []).filter((
      [name, value]
    ) => isOurs(name, value))
    if (ours.length === 0) return [note("client", `${label} names no qtmcp`)]
    return yield* Effect.forEach(ours, ([name, value]) => {
      const entry = decodeEntry(value)
      return entry._tag === "Failure"
        ? Effect.succeed(
          wrong(
            "client",
            `${label}: "${name}" is not as a server is written`,
            "it needs command (text) and args (list of text)"
          )
        )
        : checkEntry(`${label}: "${name}"`, entry.success, environment)
    })
  }
)

const read = (file: string): string | undefined => {
  try {
    return fs.readFileSync(file, "utf8")
  } catch {
    return undefined
  }
}

const member = (value: unknown, key: string): unknown => Predicate.hasProperty(value, key) ? value[key] : undefined

const checkFile = Effect.fnUntraced(function*(file: ClientFile, environment: SettingsValues["environment"]) {
  const { client, isLenient, key, path, project } = file
  const label = `${client}, ${path}`
  const text = read(path)
  if (text === undefined) {
    return fs.existsSync(path) ? [wrong("client", `${label} cannot be read`, "check its permissions")] : []
  }
  const found = parse(isLenient === true ? plainJson(text) : text)
  if ("fault" in found) {
    return [
      wrong("client", `${label} is no JSON: ${found.fault}`, "correct that place: the client ignores the whole file")
    ]
  }
  const servers = member(found.value, key)
  const other = key === "servers" ? "mcpServers" : "servers"
  if (servers === undefined && member(found.value, other) !== undefined) {
    return [wrong("client", `${label} has its servers under "${other}"`, `${client} reads them under "${key}"`)]
  }
  const ofProject = project === undefined ? undefined : member(member(member(found.value, "projects"), project), key)
  return yield* checkServers(label, [servers, ofProject], environment)
})

/** The files of the clients that are known: whether they parse, and whether what they say of qtmcp can be started. */
export const checkClients = Effect.fn("doctor.checkClients")(function*({ environment }: SettingsValues, here: string) {
  const files = clientFiles(environment, here)
  const findings: ReadonlyArray<Finding> = (yield* Effect.forEach(files, (file) => checkFile(file, environment))).flat()
  return findings.length > 0
    ? findings
    : [note("client", "no configuration file of Claude Desktop, Claude Code, Cursor or VS Code was found")]
})

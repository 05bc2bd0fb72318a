import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { Settings, SettingsError, type SettingsValues } from "../../services/Settings.ts"
import { readFlags } from "./flags.ts"
import { type Environment, first, fromEnvironment, fromFile, fromFlags, type Source } from "./sources.ts"
import { type Setting, table } from "./table.ts"

const read = Effect.fnUntraced(function*<A>(row: Setting<A>, source: Source) {
  const given = source(row.flag)
  if (given === undefined) return undefined
  const value = row.kind.decode(given.text)
  if (Option.isSome(value)) return { value: value.value, rank: given.rank, origin: given.origin }
  return yield* new SettingsError({
    message: `qtmcp: ${given.origin}: ${JSON.stringify(given.text)} is not usable: expected ${row.kind.expected}`
  })
})

/**
 * All settings of a process: flag before environment before `--config` file before default. Of `--ws-url` and `--port`
 * the one from the stronger place holds, and `--ws-url` where both come from the same. Fails with a `SettingsError`
 * that names what is at fault. A command may have `defaults` of its own.
 */
export const load = Effect.fn("Settings.load")(function*(
  argv: ReadonlyArray<string>,
  environment: Environment,
  defaults: SettingsValues = Settings.defaults
) {
  const typed = first(fromFlags(yield* readFlags(argv)), fromEnvironment(environment))
  const path = yield* read(table.config, typed)
  const source = path === undefined ? typed : first(typed, yield* fromFile(path.value, path.origin))
  const wsUrl = yield* read(table.wsUrl, source)
  const port = yield* read(table.port, source)
  const url = port !== undefined && (wsUrl === undefined || port.rank < wsUrl.rank)
    ? `ws://localhost:${port.value}`
    : wsUrl?.value
  const settings: SettingsValues = {
    mode: (yield* read(table.mode, source))?.value ?? defaults.mode,
    wsUrl: url ?? defaults.wsUrl,
    demo: (yield* read(table.demo, source))?.value ?? defaults.demo,
    callTimeout: (yield* read(table.callTimeout, source))?.value ?? defaults.callTimeout,
    logLevel: (yield* read(table.logLevel, source))?.value ?? defaults.logLevel,
    logFile: (yield* read(table.logFile, source))?.value,
    structured: (yield* read(table.structured, source))?.value ?? defaults.structured,
    caps: (yield* read(table.caps, source))?.value ?? defaults.caps,
    logSession: (yield* read(table.logSession, source))?.value,
    logSize: (yield* read(table.logSize, source))?.value ?? defaults.logSize,
    logFiles: (yield* read(table.logFiles, source))?.value ?? defaults.logFiles,
    secrets: (yield* read(table.secrets, source))?.value,
    x11Input: (yield* read(table.x11Input, source))?.value ?? defaults.x11Input,
    discovery: !((yield* read(table.noDiscovery, source))?.value ?? !defaults.discovery),
    discoveryPort: (yield* read(table.discoveryPort, source))?.value ?? defaults.discoveryPort,
    discoverLan: (yield* read(table.discoverLan, source))?.value ?? defaults.discoverLan
  }
  return settings
})

import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { Settings, SettingsError, type SettingsValues } from "../../services/Settings.ts"
import { readFlags } from "./flags.ts"
import * as Kind from "./kinds.ts"
import { type Environment, first, fromEnvironment, fromFile, fromFlags, type Given, type Source } from "./sources.ts"
import { environmentNames, type Setting, table } from "./table.ts"

const unusable = ({ origin, text }: Pick<Given, "origin" | "text">, { expected, secret }: Kind.Kind<unknown>) =>
  new SettingsError({
    message: `qtmcp: ${origin}: ${secret ? "this value" : JSON.stringify(text)} is not usable: expected ${expected}`
  })

const read = Effect.fnUntraced(function*<A>(row: Setting<A>, source: Source) {
  const given = source(row.flag)
  if (given === undefined) return undefined
  const value = row.kind.decode(given.text)
  if (Option.isSome(value)) return { value: value.value, rank: given.rank, origin: given.origin }
  return yield* unusable(given, row.kind)
})

/** What a launched program may inherit: not the key to this one's door, nor to the executor's. */
const withoutTokens = (environment: Environment): Environment => {
  const names: ReadonlyArray<string> = [table.token, table.executorToken].flatMap(({ flag }) => environmentNames(flag))
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)))
}

const portOf = (url: string): number => Number(new URL(url).port) || (url.startsWith("wss:") ? 443 : 80)

/**
 * All settings of a process: flag before environment before `--config` file before default. Of `--ws-url` and `--port`
 * the one from the stronger place holds, and `--ws-url` where both come from the same. `--target` gives way to what
 * comes from a stronger place and names another application (`--demo`, `--ws-url`). Fails with a `SettingsError` that
 * names what is at fault. A command may have `defaults` of its own.
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
  const demo = yield* read(table.demo, source)
  const given = yield* read(table.target, source)
  if (given !== undefined && demo?.value === true && demo.rank === given.rank) {
    return yield* new SettingsError({ message: `qtmcp: ${given.origin} and ${demo.origin} exclude one another` })
  }
  const address = [wsUrl, port].find((place) => place !== undefined && place.rank === demo?.rank)
  if (given === undefined && demo?.value === true && address !== undefined) {
    return yield* new SettingsError({ message: `qtmcp: ${demo.origin} and ${address.origin} exclude one another` })
  }
  const rival = Math.min(demo?.value === true ? demo.rank : Infinity, wsUrl?.rank ?? Infinity)
  const target = given === undefined || given.rank > rival ? undefined : given
  if (port?.value === 0 && target === undefined) {
    return yield* unusable({ origin: port.origin, text: "0" }, Kind.port)
  }
  if (argv.includes("--") && target === undefined) {
    return yield* new SettingsError({ message: "qtmcp: what stands after -- is for a --target; see qtmcp --help" })
  }
  const http = yield* read(table.http, source)
  const noStdio = (yield* read(table.noStdio, source))?.value ?? !defaults.stdio
  if (noStdio && http === undefined) {
    return yield* new SettingsError({ message: "qtmcp: --no-stdio leaves nothing to be served on: add --http" })
  }
  const executorUrl = yield* read(table.executorUrl, source)
  const execAllow = yield* read(table.execAllow, source)
  // The original's own variable is for its executor, which may well be the one that is reached.
  if (executorUrl !== undefined && execAllow !== undefined && !table.execAllow.also.includes(execAllow.origin)) {
    const why = "what may run is a rule of the executor (qtmcp executor --allowed-commands)"
    return yield* new SettingsError({
      message: `qtmcp: ${execAllow.origin} and ${executorUrl.origin} exclude one another: ${why}`
    })
  }
  const url = port !== undefined && port.value !== 0 && (wsUrl === undefined || port.rank < wsUrl.rank)
    ? `ws://localhost:${port.value}`
    : wsUrl?.value
  const settings: SettingsValues = {
    mode: (yield* read(table.mode, source))?.value ?? defaults.mode,
    wsUrl: url ?? defaults.wsUrl,
    demo: target === undefined && (demo?.value ?? defaults.demo),
    target: target?.value ?? defaults.target,
    args: (yield* read(table.arg, source))?.value ?? defaults.args,
    targetPort: port?.value === 0 ? 0 : url === undefined ? defaults.targetPort : portOf(url),
    probe: (yield* read(table.probe, source))?.value ?? defaults.probe,
    launcherPath: (yield* read(table.launcherPath, source))?.value ?? defaults.launcherPath,
    qtDir: (yield* read(table.qtDir, source))?.value ?? defaults.qtDir,
    qtVersion: (yield* read(table.qtVersion, source))?.value ?? defaults.qtVersion,
    cwd: (yield* read(table.cwd, source))?.value ?? defaults.cwd,
    env: (yield* read(table.env, source))?.value ?? defaults.env,
    platform: (yield* read(table.platform, source))?.value ?? defaults.platform,
    startupTimeout: (yield* read(table.startupTimeout, source))?.value ?? defaults.startupTimeout,
    appDebug: (yield* read(table.appDebug, source))?.value ?? defaults.appDebug,
    relaunch: (yield* read(table.relaunch, source))?.value ?? defaults.relaunch,
    appLog: (yield* read(table.appLog, source))?.value ?? defaults.appLog,
    environment: withoutTokens(environment),
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
    discoverLan: (yield* read(table.discoverLan, source))?.value ?? defaults.discoverLan,
    http: http?.value,
    stdio: !noStdio,
    token: (yield* read(table.token, source))?.value,
    state: (yield* read(table.state, source))?.value,
    executorUrl: executorUrl?.value ?? defaults.executorUrl,
    executorToken: (yield* read(table.executorToken, source))?.value ?? defaults.executorToken,
    execTimeout: (yield* read(table.execTimeout, source))?.value ?? defaults.execTimeout,
    execWait: (yield* read(table.execWait, source))?.value ?? defaults.execWait,
    execMaxOutput: (yield* read(table.execMaxOutput, source))?.value ?? defaults.execMaxOutput,
    execAllow: execAllow?.value ?? defaults.execAllow,
    execPassEnv: (yield* read(table.execPassEnv, source))?.value ?? defaults.execPassEnv,
    claudePath: (yield* read(table.claudePath, source))?.value ?? defaults.claudePath
  }
  return settings
})

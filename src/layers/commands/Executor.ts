import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Settings, SettingsError } from "../../services/Settings.ts"
import { defaultPolicy, type Policy } from "../executor/Policy.ts"
import { serve, type ServiceOptions } from "../executor/service.ts"
import { read, rows, type Setting, table } from "../executor/settings.ts"
import * as ExecutorLive from "../ExecutorLive.ts"
import { written } from "../http/listen.ts"
import * as Logging from "../Logging.ts"
import { load } from "../settings/load.ts"
import type { Environment } from "../settings/sources.ts"
import { misused, takeArguments } from "./arguments.ts"
import type { Command } from "./command.ts"
import { quiet } from "./program.ts"

const name = "executor"

const lineOf = ({ about, default: fallback, flag, kind, variables }: Setting<unknown>): string => {
  const head = kind.hint === "" ? `--${flag}` : `--${flag} ${kind.hint}`
  const more = [variables.join(", "), ...(fallback === undefined ? [] : [`default ${fallback}`])].join("; ")
  return `  ${head}\n      ${about}\n      (${more})`
}

const help = `usage: qtmcp executor [--port 8004] [flags]

Runs commands for clients that speak JSON-RPC over a WebSocket (ws://127.0.0.1:8004/ws), each in a process group of its
own that ends with the connection. GET /health says how it is. It runs until it is told to end.

${rows.map(lineOf).join("\n")}

A flag beats a variable. Besides these it takes --log-level and --log-file of qtmcp --help.
Exit code: 0 it was told to end, 2 bad usage, or it cannot listen there.
`

const flagTypes = Object.fromEntries(
  rows.map(({ flag, kind }) => [flag, kind.toggle === true ? "boolean" as const : "string" as const])
)

const configure = Effect.fn("commands.executorSettings")(
  function*(flags: ReadonlyMap<string, string>, environment: Environment) {
    const of = <A>(row: Setting<A>) => read(row, flags, environment)
    const token = yield* of(table.token)
    if ((yield* of(table.requireAuth)) === true && token === undefined) {
      return yield* misused(name, "a token is required and there is none: --token or CC_EXECUTOR_AUTH_TOKEN")
    }
    const policy: Policy = {
      ...defaultPolicy,
      defaultTimeout: (yield* of(table.defaultTimeout)) ?? defaultPolicy.defaultTimeout,
      maxOutput: (yield* of(table.maxOutput)) ?? defaultPolicy.maxOutput,
      longestPiece: (yield* of(table.streamBuffer)) ?? defaultPolicy.longestPiece,
      grace: (yield* of(table.grace)) ?? defaultPolicy.grace,
      allowed: yield* of(table.allowedCommands),
      shell: yield* of(table.shell),
      passed: (yield* of(table.passEnv)) ?? [],
      environment
    }
    const service: ServiceOptions = {
      host: (yield* of(table.host)) ?? "127.0.0.1",
      port: (yield* of(table.port)) ?? 8004,
      token,
      maxSessions: (yield* of(table.maxSessions)) ?? 100,
      heartbeat: (yield* of(table.heartbeat)) ?? 30_000,
      rate: (yield* of(table.rateLimit)) ?? 600
    }
    return { policy, service }
  }
)

export const command: Command = {
  help,
  run: Effect.fn("commands.executor")(function*(argv, { environment, err }) {
    const taken = yield* takeArguments(name, argv, flagTypes)
    const [word] = taken.words
    if (word !== undefined) return yield* misused(name, `unexpected argument ${JSON.stringify(word)}`)
    const { policy, service } = yield* configure(taken.flags, environment)
    const settings = yield* load(taken.settings, environment, quiet)
    const context = yield* Layer.build(
      ExecutorLive.layer(policy).pipe(
        Layer.provideMerge(Logging.layer),
        Layer.provide(Layer.succeed(Settings, settings))
      )
    )
    const port = yield* serve(service).pipe(
      Effect.provide(context),
      Effect.mapError(({ message }) => new SettingsError({ message: `qtmcp executor: ${message}` }))
    )
    yield* err(`qtmcp executor listens on ws://${written({ host: service.host, port })}/ws\n`)
    return yield* Effect.never
  })
}

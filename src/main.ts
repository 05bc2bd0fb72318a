import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Surroundings } from "./layers/commands/command.ts"
import { commands, type Entry } from "./layers/commands/commands.ts"
import * as LazyBridge from "./layers/LazyBridge.ts"
import * as Logging from "./layers/Logging.ts"
import { version } from "./layers/program/version.ts"
import { runMain } from "./layers/runMain.ts"
import { help } from "./layers/settings/help.ts"
import { load } from "./layers/settings/load.ts"
import { didYouMean } from "./layers/settings/nearest.ts"
import { serve } from "./layers/StdioHost.ts"
import { type HttpAddress, Settings, SettingsError, type SettingsValues } from "./services/Settings.ts"

/**
 * Waits for the bytes to be gone: a pipe takes them later, and the process ends with the program. What nobody reads is
 * lost without an error.
 */
const write = (stream: () => NodeJS.WriteStream) => (text: string) =>
  Effect.callback<void>((resume) => {
    const lost = () => undefined
    stream().once("error", lost).write(text, () => {
      resume(Effect.void)
      setImmediate(() => stream().off("error", lost))
    })
  })

/** The streams are opened when they are used: a server has its own way to write. */
const surroundings: Surroundings = {
  environment: process.env,
  out: write(() => process.stdout),
  err: write(() => process.stderr),
  get isTerminal() {
    return process.stderr.isTTY
  }
}

const leaveWith = (code: number) =>
  Effect.sync(() => {
    process.exitCode = code
  })

const complain = (text: string) =>
  Effect.andThen(surroundings.err(`${text.replaceAll(/\s*\n\s*/g, " ")}\n`), leaveWith(2))

/** Serves HTTP for as long as the scope is open. Beside stdio a port that cannot be had is a warning. */
const gateway = Effect.fnUntraced(function*(address: HttpAddress, { stdio, token }: SettingsValues) {
  const { listen } = yield* Effect.promise(() => import("./layers/HttpHost.ts"))
  const fault = ({ message }: { readonly message: string }) =>
    new SettingsError({ message: `qtmcp: --http: ${message}` })
  const announceLogin = (url: string) => surroundings.err(`qtmcp: live view: ${url} (lets one browser in, once)\n`)
  yield* listen({ address, token, announceLogin }).pipe(
    Effect.flatMap((url) => surroundings.err(`qtmcp: MCP at ${url}/mcp, live view, REST and WebSocket at ${url}/\n`)),
    Effect.catchTags({
      ListenFailed: (error) => stdio ? Effect.logWarning(error.message) : Effect.fail(fault(error)),
      TokenMissing: ({ message }) => Effect.fail(fault({ message: `${message} It is --token or QTMCP_TOKEN.` }))
    })
  )
})

/** Every host that is asked for, over the one bridge. The end of stdin is the end of all; HTTP alone ends by a signal. */
const hosts = (settings: SettingsValues) => {
  const { http, stdio } = settings
  if (http === undefined) return serve
  const open = Effect.andThen(gateway(http, settings), Effect.never)
  const ended = Effect.logInfo("stdin has ended, and HTTP ends with it; --no-stdio serves HTTP alone")
  return stdio ? Effect.raceFirst(Effect.andThen(serve, ended), open) : open
}

const bridge = (argv: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const settings = yield* load(argv, process.env)
    const environment = Layer.provideMerge(Logging.layer, Layer.succeed(Settings, settings))
    // A host ends before what it serves, so that what is under way is interrupted while there is a connection.
    if (LazyBridge.isEnough(settings)) {
      return yield* Effect.provide(Effect.scoped(serve), Layer.provideMerge(LazyBridge.layer, environment))
    }
    const { layer } = yield* Effect.promise(() => import("./layers/Bridge.ts"))
    yield* Effect.provide(Effect.scoped(hosts(settings)), Layer.provideMerge(layer, environment))
  })

/** What stands after `--` is the target's. */
const ownFlags = (argv: ReadonlyArray<string>) => argv.slice(0, argv.includes("--") ? argv.indexOf("--") : argv.length)

const run = Effect.fnUntraced(function*(entry: Entry, argv: ReadonlyArray<string>) {
  const { command } = yield* Effect.promise(entry.load)
  const own = ownFlags(argv)
  if (own.includes("--help") || own.includes("-h")) return yield* surroundings.out(command.help)
  yield* Effect.flatMap(Effect.scoped(command.run(argv, surroundings)), leaveWith)
})

const main = (argv: ReadonlyArray<string>) => {
  const entry = commands.get(argv[0] ?? "")
  if (entry !== undefined) return run(entry, argv.slice(1))
  const [word = ""] = argv
  if (/^\w/.test(word)) {
    const names = [...commands.keys()]
    return complain(
      `qtmcp: there is no command ${JSON.stringify(word)}${didYouMean(word, names)}; the commands are ${
        names.join(", ")
      }; see qtmcp --help`
    )
  }
  const own = ownFlags(argv)
  if (own.includes("--help") || own.includes("-h")) return surroundings.out(help())
  return own.includes("--version") ? surroundings.out(`${version}\n`) : bridge(argv)
}

runMain(
  main(process.argv.slice(2)).pipe(Effect.catchTag("SettingsError", ({ message }) => complain(message)))
)

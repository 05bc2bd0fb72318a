import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Bridge from "./layers/Bridge.ts"
import * as Logging from "./layers/Logging.ts"
import { version } from "./layers/program/version.ts"
import { help } from "./layers/settings/help.ts"
import { load } from "./layers/settings/load.ts"
import { serve } from "./layers/StdioHost.ts"
import { Settings } from "./services/Settings.ts"

const say = (text: string) => Effect.sync(() => process.stdout.write(text))

const complain = (text: string) =>
  Effect.sync(() => {
    process.stderr.write(`${text}\n`)
    process.exitCode = 2
  })

const bridge = (argv: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const settings = yield* load(argv, process.env)
    const layer = Bridge.layer.pipe(Layer.provideMerge(Logging.layer), Layer.provide(Layer.succeed(Settings, settings)))
    yield* Effect.provide(serve, layer)
  }).pipe(Effect.scoped, Effect.catchTag("SettingsError", ({ message }) => complain(message)))

const main = (argv: ReadonlyArray<string>) =>
  argv.includes("--help") || argv.includes("-h")
    ? say(help())
    : argv.includes("--version")
    ? say(`${version}\n`)
    : bridge(argv)

NodeRuntime.runMain(main(process.argv.slice(2)), {
  disableErrorReporting: false,
  teardown: (exit, onExit) => onExit(exit._tag === "Success" ? Number(process.exitCode ?? 0) : 1)
})

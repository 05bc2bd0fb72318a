import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Bridge from "./layers/Bridge.ts"
import * as Logging from "./layers/Logging.ts"
import { version } from "./layers/program/version.ts"
import { runMain } from "./layers/runMain.ts"
import { help } from "./layers/settings/help.ts"
import { load } from "./layers/settings/load.ts"
import { serve } from "./layers/StdioHost.ts"
import { Settings } from "./services/Settings.ts"

const say = (text: string) => Effect.sync(() => process.stdout.write(text))

const complain = (text: string) =>
  Effect.sync(() => {
    process.stderr.write(`${text.replaceAll(/\s*\n\s*/g, " ")}\n`)
    process.exitCode = 2
  })

const bridge = (argv: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const settings = yield* load(argv, process.env)
    const layer = Bridge.layer.pipe(Layer.provideMerge(Logging.layer), Layer.provide(Layer.succeed(Settings, settings)))
    // The host ends before what it serves, so that what is under way is interrupted while there is a connection.
    yield* Effect.provide(Effect.scoped(serve), layer)
  }).pipe(Effect.catchTag("SettingsError", ({ message }) => complain(message)))

const main = (argv: ReadonlyArray<string>) =>
  argv.includes("--help") || argv.includes("-h")
    ? say(help())
    : argv.includes("--version")
    ? say(`${version}\n`)
    : bridge(argv)

runMain(main(process.argv.slice(2)))

import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Launcher, type Target } from "../services/Launcher.ts"
import { Settings } from "../services/Settings.ts"
import { startDemo } from "./launcher/demo.ts"
import { makeLauncher } from "./launcher/keeper.ts"
import { makeOutput } from "./launcher/output.ts"

const demo: Target = { path: "the demo application", args: [], env: {} }

/** Looks after the target of the settings, or the demo application; what it takes to start one is loaded when it is. */
export const layer = Layer.effect(
  Launcher,
  Effect.gen(function*() {
    const settings = yield* Settings
    const output = yield* makeOutput(settings.appLog)
    const { args, cwd, env, target } = settings
    const configured = settings.demo ? demo : target === undefined ? undefined : { path: target, args, cwd, env }
    const start = Effect.fnUntraced(function*(wanted: Target) {
      if (wanted === demo) return yield* startDemo
      const { startTarget } = yield* Effect.promise(() => import("./launcher/startTarget.ts"))
      return yield* startTarget(wanted, settings, output)
    })
    const check = Effect.fnUntraced(function*(wanted: Target) {
      if (wanted === demo) return
      const { commandLine } = yield* Effect.promise(() => import("./launcher/commandLine.ts"))
      yield* commandLine(wanted, settings)
    })
    return yield* makeLauncher({ configured, start, check, relaunch: settings.relaunch, output })
  })
)

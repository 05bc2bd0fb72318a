import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Launcher, LaunchFailed, type RunningTarget } from "../services/Launcher.ts"

/** The demo application as the target, in this process; its code is loaded when it is started. */
export const layer = Layer.succeed(Launcher, {
  start: Effect.gen(function*() {
    const { start } = yield* Effect.promise(() => import("./demo/Demo.ts"))
    const demo = yield* start().pipe(
      Effect.mapError((error) => new LaunchFailed({ target: "the demo application", reason: error.message, tail: [] }))
    )
    const target: RunningTarget = { name: "demo", url: demo.url, pid: process.pid }
    return target
  })
})

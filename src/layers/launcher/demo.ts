import * as Effect from "effect/Effect"
import { LaunchFailed, type RunningTarget } from "../../services/Launcher.ts"

/** The demo application, in this process; its code is loaded when it is started, and it runs as long as the scope. */
export const startDemo = Effect.gen(function*() {
  const { start } = yield* Effect.promise(() => import("../demo/Demo.ts"))
  const demo = yield* start().pipe(
    Effect.mapError((error) => new LaunchFailed({ target: "the demo application", reason: error.message, tail: [] }))
  )
  const target: RunningTarget = { name: "demo", url: demo.url, pid: process.pid, ended: Effect.never }
  return target
})

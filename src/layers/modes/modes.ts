import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { drivesApplication, type Mode, Settings } from "../../services/Settings.ts"
import * as Admin from "./Admin.ts"

/** Each mode is loaded when it is configured: a start pays for its own tools only. */
const load = {
  agent: () => import("./Agent.ts"),
  native: () => import("./Native.ts"),
  cu: () => import("./Cu.ts"),
  chrome: () => import("./Chrome.ts"),
  exec: () => import("./Exec.ts")
} satisfies Record<Mode, unknown>

/** The layers of the configured modes, and what every mode that drives an application has. */
export const layer = Layer.unwrap(
  Effect.gen(function*() {
    const { mode } = yield* Settings
    const modules = yield* Effect.forEach(mode, (name) => Effect.promise(load[name]), { concurrency: "unbounded" })
    const common = drivesApplication(mode) ? Admin.layer : Layer.empty
    return Layer.mergeAll(common, ...modules.map((module) => module.layer))
  })
)

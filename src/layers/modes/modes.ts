import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type Mode, Settings } from "../../services/Settings.ts"
import * as Admin from "./Admin.ts"

/** Each mode is loaded when it is configured: a start pays for its own tools only. */
const load = {
  agent: () => import("./Agent.ts"),
  native: () => import("./Native.ts"),
  cu: () => import("./Cu.ts"),
  chrome: () => import("./Chrome.ts")
} satisfies Record<Mode, unknown>

/** The layers of the configured modes, and what every mode has. */
export const layer = Layer.unwrap(
  Effect.gen(function*() {
    const { mode } = yield* Settings
    const modules = yield* Effect.forEach(mode, (name) => Effect.promise(load[name]), { concurrency: "unbounded" })
    return Layer.mergeAll(Admin.layer, ...modules.map((module) => module.layer))
  })
)

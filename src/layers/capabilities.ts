import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type Capability, Settings } from "../services/Settings.ts"
import * as ProbeSocketLive from "./ProbeSocketLive.ts"
import * as ToolRegistryLive from "./ToolRegistryLive.ts"

/** Is anything to be logged, now or when a tool asks for it? */
const logs = Effect.map(Settings, ({ caps, logSession }) => caps.includes("log") || logSession !== undefined)

/** The connection; its messages are logged where there is a log. */
export const probe = Layer.unwrap(Effect.gen(function*() {
  if (!(yield* logs)) return ProbeSocketLive.layer
  const { layer } = yield* Effect.promise(() => import("./record/LoggedProbe.ts"))
  return layer
}))

/** The registry; its calls are logged where there is a log. */
export const registry = Layer.unwrap(Effect.gen(function*() {
  if (!(yield* logs)) return ToolRegistryLive.layer
  const { layer } = yield* Effect.promise(() => import("./record/LoggedRegistry.ts"))
  return layer
}))

const load = {
  record: () => import("./modes/Record.ts"),
  log: () => import("./modes/Log.ts")
} satisfies Record<Capability, unknown>

/** The tools of the capabilities that are asked for. */
export const tools = Layer.unwrap(Effect.gen(function*() {
  const { caps } = yield* Settings
  const modules = yield* Effect.forEach(caps, (name) => Effect.promise(load[name]))
  return Layer.mergeAll(Layer.empty, ...modules.map((module) => module.layer))
}))

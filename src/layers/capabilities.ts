import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { HoldLimit } from "../services/Pause.ts"
import { type Capability, Settings, type SettingsValues } from "../services/Settings.ts"
import * as ProbeSocketLive from "./ProbeSocketLive.ts"
import * as RefsLive from "./RefsLive.ts"
import * as NoTasks from "./tasks/NoTasks.ts"
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
  const held = Layer.provide([
    Layer.effect(HoldLimit, Effect.map(Settings, ({ callTimeout }) => callTimeout)),
    RefsLive.layer
  ])
  if (!(yield* logs)) return held(ToolRegistryLive.layer)
  const { layer } = yield* Effect.promise(() => import("./record/LoggedRegistry.ts"))
  return held(layer)
}))

const layers = {
  record: Effect.map(Effect.promise(() => import("./modes/Record.ts")), ({ layer }) => layer),
  log: Effect.map(Effect.promise(() => import("./modes/Log.ts")), ({ layer }) => layer),
  tasks: Effect.map(Effect.promise(() => import("./modes/Task.ts")), ({ layer }) => layer)
} satisfies Record<Capability, unknown>

/** Who can be reached over HTTP runs tasks. */
const wanted = ({ caps, http }: SettingsValues): ReadonlyArray<Capability> =>
  http === undefined || caps.includes("tasks") ? caps : [...caps, "tasks"]

/** The task table, one for all doors. */
export const tasks = Layer.unwrap(Effect.gen(function*() {
  if (!wanted(yield* Settings).includes("tasks")) return NoTasks.layer
  const { layer } = yield* Effect.promise(() => import("./TasksLive.ts"))
  return layer
}))

/** The tools of the capabilities that are asked for. */
export const tools = Layer.unwrap(Effect.gen(function*() {
  const load = (name: Capability): Effect.Effect<Effect.Success<(typeof layers)[Capability]>> => layers[name]
  const loaded = yield* Effect.forEach(wanted(yield* Settings), load)
  return Layer.mergeAll(Layer.empty, ...loaded)
}))

import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Layer from "effect/Layer"
import { drivesApplication, Settings, type SettingsValues } from "../services/Settings.ts"
import { ToolRegistry } from "../services/ToolRegistry.ts"
import { prepared } from "../tools/prepared.ts"
import * as McpProgram from "./McpProgram.ts"

/** The client has been listed its tools by then, and what listens for probes should not wait for the first call. */
const begin = "250 millis"

const listings = ({ mode }: SettingsValues) => {
  const common = drivesApplication(mode) ? ["admin" as const] : []
  const families = [...common, ...mode].map((family) => prepared[family])
  return families.every((family) => family !== undefined) ? families.flat() : undefined
}

/** Can these settings be served lazily? What else they ask for may be wrong, and is said at the start. */
export const isEnough = ({ caps, http, logSession }: SettingsValues): boolean =>
  caps.length === 0 && http === undefined && logSession === undefined

/** Lists what is prepared, and builds the bridge for everything else: once, for as long as the layer lives. */
const registry = Layer.effect(
  ToolRegistry,
  Effect.gen(function*() {
    const settings = yield* Settings
    const scope = yield* Effect.scope
    const listed = listings(settings)
    const build = Effect.gen(function*() {
      const { core } = yield* Effect.promise(() => import("./Bridge.ts"))
      return Context.get(yield* Layer.buildWithScope(core, scope), ToolRegistry)
    }).pipe(Effect.orDie)
    const wanted = yield* Latch.make()
    // Forked here, not by the first call: a cancelled call must not take the bridge with it.
    const building = yield* Effect.timeoutOption(wanted.await, begin).pipe(Effect.andThen(build), Effect.forkIn(scope))
    const built = Effect.andThen(wanted.open, Fiber.join(building))
    return ToolRegistry.of({
      add: (tools) => Effect.flatMap(built, ({ add }) => add(tools)),
      addResources: (resources) => Effect.flatMap(built, ({ addResources }) => addResources(resources)),
      addTemplates: (templates) => Effect.flatMap(built, ({ addTemplates }) => addTemplates(templates)),
      tools: listed === undefined ? Effect.flatMap(built, ({ tools }) => tools) : Effect.succeed(listed),
      resources: Effect.flatMap(built, ({ resources }) => resources),
      templates: Effect.flatMap(built, ({ templates }) => templates),
      resource: (uri) => Effect.flatMap(built, ({ resource }) => resource(uri)),
      call: (name, input) => Effect.flatMap(built, ({ call }) => call(name, input)),
      read: (uri) => Effect.flatMap(built, ({ read }) => read(uri)),
      pause: Effect.flatMap(built, ({ pause }) => pause),
      resume: Effect.flatMap(built, ({ resume }) => resume),
      paused: Effect.flatMap(built, ({ paused }) => paused)
    })
  })
)

/**
 * The bridge as a start on stdio wants it: a host that lists the tools pays neither for their code nor for the
 * connection's. The first call builds the rest, or a quarter of a second does.
 */
export const layer = McpProgram.layer.pipe(Layer.provide(registry))

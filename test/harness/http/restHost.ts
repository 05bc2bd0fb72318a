import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import { defaults, type Limits } from "../../../src/layers/http/door/limits.ts"
import * as HttpHost from "../../../src/layers/HttpHost.ts"
import * as McpProgram from "../../../src/layers/McpProgram.ts"
import * as RefsLive from "../../../src/layers/RefsLive.ts"
import { WatcherLimits } from "../../../src/layers/rest/Peer.ts"
import * as MemoryStore from "../../../src/layers/tasks/MemoryStore.ts"
import * as TasksLive from "../../../src/layers/TasksLive.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import { Events } from "../../../src/services/Events.ts"
import { ProbeSocket, type ProbeState } from "../../../src/services/ProbeSocket.ts"
import { Settings } from "../../../src/services/Settings.ts"
import { Tasks } from "../../../src/services/Tasks.ts"
import { CurrentCall, ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import { make, text } from "../../../src/tools/tool.ts"
import { makeFakeProbe } from "../fakeProbe.ts"

/** Tools a test can steer. */
const testTools = (gate: Deferred.Deferred<void>, begun: Array<string>, interrupted: Array<string>) => [
  make({
    name: "echo",
    kind: "read",
    about: "Says it again.",
    params: { text: Schema.String },
    run: ({ text: said }) => Effect.map(CurrentCall, ({ actor }) => text(said, { actor }))
  }),
  make({
    name: "refuse",
    kind: "read",
    about: "Fails.",
    params: {},
    run: () => Effect.fail({ message: "It does not want to." })
  }),
  make({
    name: "gated",
    kind: "wait",
    about: "Waits until the test opens the gate.",
    params: {},
    run: () =>
      Effect.gen(function*() {
        const { progress } = yield* CurrentCall
        begun.push("gated")
        yield* progress("waiting", 1, 4)
        yield* Deferred.await(gate)
        return text("through")
      }).pipe(Effect.onInterrupt(() => Effect.sync(() => void interrupted.push("gated"))))
  }),
  make({
    name: "steps",
    kind: "read",
    about: "Tells its progress so many times.",
    params: { count: Schema.Int, size: Schema.optionalKey(Schema.Int) },
    run: ({ count, size = 0 }) =>
      Effect.gen(function*() {
        const { progress } = yield* CurrentCall
        const padding = "x".repeat(size)
        for (let step = 1; step <= count; step += 1) {
          yield* progress(`step ${step}${padding}`, step, count)
          yield* Effect.yieldNow
        }
        return text("done")
      })
  })
]

export interface RestHostOptions {
  readonly token?: string
  readonly limits?: Partial<Limits>
  readonly watchers?: Context.Service.Shape<typeof WatcherLimits>
  readonly tasks?: Partial<TasksLive.Limits>
}

const watchers: Context.Service.Shape<typeof WatcherLimits> = { heartbeat: "30 seconds", drain: "30 seconds" }

/** The gateway on a port of its own, over a probe in memory; ended with the scope. */
export const restHost = Effect.fn("restHost")(function*(options: RestHostOptions = {}) {
  const gate = yield* Deferred.make<void>()
  const begun: Array<string> = []
  const interrupted: Array<string> = []
  const fake = yield* makeFakeProbe({})
  const core = TasksLive.layerWith({ ...TasksLive.limits, ...options.tasks }).pipe(
    Layer.provide(MemoryStore.layer),
    Layer.provideMerge(ToolRegistryLive.layer),
    Layer.provideMerge(Layer.mergeAll(EventsLive.layer, RefsLive.layer)),
    Layer.provideMerge(Layer.succeed(ProbeSocket, fake.socket)),
    Layer.provideMerge(Layer.succeed(Settings, Settings.defaults))
  )
  const context = yield* Layer.build(McpProgram.layer.pipe(Layer.provideMerge(core)))
  const url = yield* HttpHost.listen({
    address: { host: "127.0.0.1", port: 0 },
    token: options.token,
    limits: { ...defaults, ...options.limits }
  }).pipe(
    Effect.provideService(WatcherLimits, options.watchers ?? watchers),
    Effect.provideContext(context)
  )
  const registry = Context.get(context, ToolRegistry)
  yield* registry.add(testTools(gate, begun, interrupted))
  return {
    url,
    ws: url.replace("http", "ws"),
    events: Context.get(context, Events),
    tasks: Context.get(context, Tasks),
    registry,
    begun: () => [...begun],
    interrupted: () => [...interrupted],
    open: Deferred.succeed(gate, undefined),
    setProbe: (state: ProbeState) => SubscriptionRef.set(fake.socket.state, state)
  }
})

import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as EventsLive from "../../src/layers/EventsLive.ts"
import * as RefsLive from "../../src/layers/RefsLive.ts"
import * as ToolRegistryLive from "../../src/layers/ToolRegistryLive.ts"
import { type ProbeError, ProbeFault } from "../../src/services/ProbeError.ts"
import {
  type CallOptions,
  type Generation,
  type ProbeInfo,
  ProbeSocket,
  type ProbeState
} from "../../src/services/ProbeSocket.ts"
import type { Refs } from "../../src/services/Refs.ts"
import { Settings } from "../../src/services/Settings.ts"
import { type Tool, ToolRegistry } from "../../src/services/ToolRegistry.ts"

type Params = Readonly<Record<string, unknown>>

/** What the fake says to a method: a value, or a function of the parameters, whose answer may be an effect. */
export type Script = Readonly<Record<string, unknown>>

export interface Sent {
  readonly method: string
  readonly params: Params
  readonly options: CallOptions
}

const isScripted = (value: unknown): value is (params: Params) => unknown => Predicate.isFunction(value)
const isEffect = (value: unknown): value is Effect.Effect<unknown, ProbeError> => Effect.isEffect(value)

export const fault = (method: string, code: number, reason: string, data?: unknown) =>
  Effect.fail(new ProbeFault({ method, code, reason, ...(data === undefined ? {} : { data }) }))

/** A probe in memory: answers what the script says, -32601 to everything else, and keeps what it was asked. */
export const makeFakeProbe = Effect.fnUntraced(function*(script: Script, generation: Generation = "newest") {
  const sent: Array<Sent> = []
  const probe: ProbeInfo = { url: "ws://fake", generation, server: "qtPilot", version: "0.1.0" }
  const state = yield* SubscriptionRef.make<ProbeState>({ _tag: "ready", probe, since: 0, connection: 1 })
  const socket: ProbeSocket["Service"] = {
    call: (method, params = {}, options = {}) =>
      Effect.suspend(() => {
        sent.push({ method, params, options })
        const found = script[method]
        if (found === undefined) return fault(method, -32601, `Method not found: ${method}`)
        const answer = isScripted(found) ? found(params) : found
        return isEffect(answer) ? answer : Effect.succeed(answer)
      }),
    probe: Effect.succeed(probe),
    notifications: Stream.never,
    state,
    connect: () => Effect.succeed(probe),
    disconnect: Effect.void,
    url: Effect.succeed(probe.url),
    counts: Effect.succeed({ calls: 0, failures: 0, drops: 0, reconnects: 0, notifications: 0, strays: 0 })
  }
  return { socket, sent, methods: () => sent.map(({ method }) => method) }
})

/** Tools that run on a fake probe; a failure is its text. */
export const toolsOn = Effect.fnUntraced(
  function*(tools: ReadonlyArray<Tool<ProbeSocket | Refs | Settings>>, script: Script, generation?: Generation) {
    const fake = yield* makeFakeProbe(script, generation)
    const services = ToolRegistryLive.layer.pipe(
      Layer.provideMerge(Layer.mergeAll(EventsLive.layer, RefsLive.layer)),
      Layer.provideMerge(Layer.succeed(ProbeSocket, fake.socket)),
      Layer.provideMerge(Layer.succeed(Settings, Settings.defaults))
    )
    const context = yield* Layer.build(services)
    const registry = yield* ToolRegistry.pipe(Effect.provide(context))
    yield* registry.add(tools).pipe(Effect.provide(context))
    const call = (name: string, input: unknown = {}) =>
      registry.call(name, input).pipe(
        Effect.map(({ content }) =>
          content.flatMap((part) => part.type === "text" ? [part.text] : ["<image>"]).join("\n")
        ),
        Effect.catch((error) => Effect.succeed(`ERROR ${error.message}`))
      )
    return { ...fake, call }
  }
)

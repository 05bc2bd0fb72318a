import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { UnexpectedAnswer } from "../../services/ProbeError.ts"
import { type CallOptions, type Generation, ProbeSocket } from "../../services/ProbeSocket.ts"
import { ActionTold } from "../../services/WireAction.ts"
import { wireAction } from "./wireAction.ts"

export type Params = Readonly<Record<string, unknown>>

/** Sends one request; the answer as it came. One that acts is told of before. */
export const call = Effect.fnUntraced(function*(method: string, params: Params = {}, options: CallOptions = {}) {
  const socket = yield* ProbeSocket
  const action = wireAction(method, params, options)
  if (action !== undefined) yield* (yield* ActionTold)(action)
  return yield* socket.call(method, params, options)
})

/** Sends one request and decodes its answer. */
export const ask = <A>(method: string, schema: Schema.Codec<A, unknown>) => {
  const decode = Schema.decodeUnknownEffect(schema)
  return Effect.fnUntraced(function*(params?: Params, options?: CallOptions) {
    const answer = yield* call(method, params, options)
    return yield* decode(answer).pipe(
      Effect.mapError((error) => new UnexpectedAnswer({ method, issue: error.message.replaceAll(/\n\s*/g, " ") }))
    )
  })
}

/** The generation at the other end, connected first where it is not. */
export const generation: Effect.Effect<Generation, Effect.Error<ProbeSocket["Service"]["probe"]>, ProbeSocket> =
  ProbeSocket.use((socket) => Effect.map(socket.probe, (probe) => probe.generation))

/** The number of the connection that is up, to which refs belong; connected first where there is none. */
export const connection = Effect.gen(function*() {
  const socket = yield* ProbeSocket
  yield* socket.probe
  const state = yield* SubscriptionRef.get(socket.state)
  return state._tag === "ready" || state._tag === "blocked" ? state.connection : 0
})

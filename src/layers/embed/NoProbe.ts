import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { NotConnected } from "../../services/ProbeError.ts"
import { ProbeSocket, type ProbeState } from "../../services/ProbeSocket.ts"

const none = new NotConnected({
  url: "no address",
  reason: "this application has only tools of its own",
  attempts: 0,
  advice: "There is no Qt application to drive here."
})

/** The connection of an application that has only tools of its own: there is none, and none is ever made. */
export const layer = Layer.effect(
  ProbeSocket,
  Effect.map(SubscriptionRef.make<ProbeState>({ _tag: "idle" }), (state) =>
    ProbeSocket.of({
      call: () => none,
      probe: none,
      notifications: Stream.never,
      state,
      connect: () => none,
      disconnect: Effect.void,
      url: Effect.succeed(none.url),
      counts: Effect.succeed({ calls: 0, failures: 0, drops: 0, reconnects: 0, notifications: 0, strays: 0 })
    }))
)

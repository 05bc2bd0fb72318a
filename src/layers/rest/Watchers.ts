import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** Those who watch events, by WebSocket and server-sent events, for as long as the server lives. */
export class Watchers extends Context.Service<Watchers, {
  /** Completes when they have to go. */
  readonly dismissed: Effect.Effect<void>
  /** Sends all of them away, politely: nothing is cut, and nobody waited for. */
  readonly end: Effect.Effect<void>
}>()("qtmcp/layers/rest/Watchers") {
  static readonly layer = Layer.effect(
    Watchers,
    Effect.map(Deferred.make<void>(), (dismissed) =>
      Watchers.of({
        dismissed: Deferred.await(dismissed),
        end: Effect.asVoid(Deferred.succeed(dismissed, undefined))
      }))
  )
}

import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import { Refused } from "../../services/ProbeError.ts"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import { call } from "./ask.ts"
import type { Wanted } from "./conditions.ts"
import { search } from "./objects.ts"
import { subscribe } from "./signals.ts"

const objectOf = Effect.fnUntraced(function*({ objectId, objectName = "" }: Wanted) {
  if (objectId !== undefined) return objectId
  const { objects: [first] } = yield* search({ objectName, limit: 5 })
  return first?.ref ?? (yield* new Refused({ reason: `No object is named ${JSON.stringify(objectName)}.` }))
})

/** Waits for the next emission of a signal, subscribed for that long only. */
export const nextEmission = Effect.fn("Signals.nextEmission")(function*(wanted: Wanted, signal: string) {
  const socket = yield* ProbeSocket
  const given = yield* objectOf(wanted)
  const emitted = yield* Deferred.make<string>()
  return yield* Effect.scoped(Effect.gen(function*() {
    const id = yield* Deferred.make<string>()
    // Listening starts before the subscription, so that an emission right behind it is not lost.
    yield* socket.notifications.pipe(
      Stream.filter(({ method }) => method === "signalEmitted"),
      Stream.runForEach(({ params }) =>
        Effect.flatMap(
          Deferred.await(id),
          (subscription) =>
            Predicate.hasProperty(params, "subscriptionId") && params.subscriptionId === subscription
              ? Deferred.succeed(emitted, `${signal} was emitted`)
              : Effect.void
        )
      ),
      Effect.forkScoped({ startImmediately: true })
    )
    const subscription = yield* Effect.acquireRelease(
      subscribe(given, signal),
      (subscriptionId) => Effect.ignore(call("qt.signals.unsubscribe", { subscriptionId }))
    )
    yield* Deferred.succeed(id, subscription)
    return yield* Deferred.await(emitted)
  }))
})

import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Queue from "effect/Queue"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import { call } from "../../tools/probe/ask.ts"
import { subscribe } from "../../tools/probe/signals.ts"

const decode = Schema.decodeUnknownOption(
  Schema.Struct({ subscriptionId: Schema.String, objectId: Schema.String, signal: Schema.String })
)

/** An emission of a signal. Its arguments are not told: the probe sends none (probe protocol notes §8). */
export interface Emission {
  readonly objectId: string
  readonly signal: string
}

/** How many emissions wait for a reader that lags; the oldest are lost then. */
const most = 1000

/** The emissions of a signal, subscribed for as long as the stream is read. `objectId` is a path or a symbolic name. */
export const emissions = (objectId: string, signal: string) =>
  Stream.unwrap(Effect.gen(function*() {
    const socket = yield* ProbeSocket
    const heard = yield* Queue.sliding<unknown>(most)
    // Listening starts before the subscription, so that an emission right behind it is not lost.
    yield* socket.notifications.pipe(
      Stream.filter(({ method }) => method === "signalEmitted"),
      Stream.runForEach(({ params }) => Queue.offer(heard, params)),
      Effect.forkScoped({ startImmediately: true })
    )
    const id = yield* Effect.acquireRelease(
      subscribe(objectId, signal),
      (subscriptionId) => Effect.ignore(call("qt.signals.unsubscribe", { subscriptionId }))
    )
    return Stream.flatMap(Stream.fromQueue(heard), (params): Stream.Stream<Emission> => {
      const one = Option.getOrUndefined(decode(params))
      return one?.subscriptionId === id ? Stream.succeed({ objectId: one.objectId, signal: one.signal }) : Stream.empty
    })
  }))

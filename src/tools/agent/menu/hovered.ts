import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Refused } from "../../../services/ProbeError.ts"
import { ProbeSocket } from "../../../services/ProbeSocket.ts"
import { ask, call } from "../../probe/ask.ts"
import { x11Key } from "../steps/x11Pointer.ts"

const subscribe = ask("qt.signals.subscribe", Schema.Struct({ subscriptionId: Schema.String }))

const pause = "80 millis"

/**
 * Walks down an open menu with the keys of the X server until the application says that this action is the highlighted
 * one, and presses Return. Its place is not known: the accessibility tree does not show context menus.
 */
export const chooseByKeys = Effect.fn("Menu.chooseByKeys")(function*(actionPath: string, label: string, most: number) {
  const socket = yield* ProbeSocket
  const { subscriptionId } = yield* subscribe({ objectId: actionPath, signal: "hovered" })
  const isThere = yield* Ref.make(false)
  yield* socket.notifications.pipe(
    Stream.filter(({ params }) =>
      Predicate.hasProperty(params, "subscriptionId") && params.subscriptionId === subscriptionId
    ),
    Stream.runForEach(() => Ref.set(isThere, true)),
    Effect.forkScoped
  )
  yield* Effect.addFinalizer(() => Effect.ignore(call("qt.signals.unsubscribe", { subscriptionId })))
  for (let step = 0; step < most; step += 1) {
    yield* x11Key("Down")
    yield* Effect.sleep(pause)
    if (yield* Ref.get(isThere)) return yield* x11Key("Return")
  }
  return yield* new Refused({ reason: `${label} could not be reached with the keys. Nothing was triggered.` })
}, Effect.scoped)

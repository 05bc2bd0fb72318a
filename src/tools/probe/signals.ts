import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { ask } from "./ask.ts"
import { existing } from "./inspect.ts"
import type { Target } from "./targets.ts"

const subscribed = ask("qt.signals.subscribe", Schema.Struct({ subscriptionId: Schema.String }))
const names = ask("qt.names.list", Schema.Record(Schema.String, Schema.String))

/** Subscribing takes a path and nothing else: no number, no symbolic name (probe protocol notes §5). */
export const pathOf = Effect.fnUntraced(function*({ given, path }: Target) {
  if (path !== undefined) {
    const named = Option.fromUndefinedOr((yield* names({}))[path])
    return Option.getOrElse(named, () => path)
  }
  return yield* new Refused({
    reason:
      `A signal cannot be subscribed by the number ${given}: give the object's ref (e12) or path. Nothing was sent.`
  })
})

/** Subscribes and gives the id of the subscription; it outlives the connection (§1). */
export const subscribe = Effect.fn("Signals.subscribe")(function*(given: string, signal: string) {
  const objectId = yield* pathOf(yield* existing(given))
  return (yield* subscribed({ objectId, signal })).subscriptionId
})

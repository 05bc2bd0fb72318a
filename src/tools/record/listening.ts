import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { RecordingTarget } from "../../services/Recorder.ts"
import { ask } from "../probe/ask.ts"
import { existing, inspect } from "../probe/inspect.ts"
import { find } from "../probe/objects.ts"
import { pathOf } from "../probe/signals.ts"
import { defaultSignals, signalsOfClasses } from "./defaultSignals.ts"

/** A signal to listen to. `isAsked` where somebody named it, so that its absence is an error. */
export interface Wish {
  readonly object: string
  readonly signal: string
  readonly isAsked: boolean
}

/** Objects of one class that are looked for. */
const objectsOfClass = 200

/** Parts that Qt makes inside its own widgets; what they say the widget says too. */
const isInternal = (path: string): boolean => /(^|\/)qt_[^/]*$/.test(path)

/** Everything of a known class, below `root` or anywhere. */
const known = Effect.fnUntraced(function*(root?: string) {
  const wishes: Array<Wish> = []
  for (const [className, signals] of Object.entries(defaultSignals)) {
    const { objects } = yield* find({ className, root, limit: objectsOfClass })
    for (const { objectId } of objects) {
      if (isInternal(objectId)) continue
      wishes.push(...signals.map((signal) => ({ object: objectId, signal, isAsked: false })))
    }
  }
  return wishes
})

const wishesOf = Effect.fnUntraced(function*({ object: given, recursive = false, signals }: RecordingTarget) {
  const target = yield* existing(given)
  const object = yield* pathOf(target)
  const { info } = yield* inspect(given, ["info"])
  const byClass = signalsOfClasses([info?.className ?? "", ...(info?.superClasses ?? [])])
  const own = (signals ?? byClass).map((signal) => ({ object, signal, isAsked: signals !== undefined }))
  return recursive ? [...own, ...(yield* known(target.id))] : own
})

/** The signals these targets stand for; of every known widget where there are none. Each once. */
export const wishes = Effect.fn("Recording.wishes")(function*(targets: ReadonlyArray<RecordingTarget> | undefined) {
  const found = targets === undefined ? yield* known() : (yield* Effect.forEach(targets, wishesOf)).flat()
  return [...new Map(found.map((wish) => [`${wish.object}\n${wish.signal}`, wish])).values()]
})

/** Subscribes by path. */
export const subscribePath = ask("qt.signals.subscribe", Schema.Struct({ subscriptionId: Schema.String }))

import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
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
  /** The object's name; the last part of its path where absent. */
  readonly name?: string
  readonly signal: string
  readonly isAsked: boolean
}

/** Objects of one class that are looked for. */
const objectsOfClass = 200

/** Parts that Qt makes inside its own widgets; what they say the widget says too. */
const isInternal = (path: string): boolean => /(^|\/)qt_[^/]*$/.test(path)

/** Requests on the way at once: behind notifications an answer can take 40 ms, and they would add up. */
export const atOnce = { concurrency: 32 } as const

const property = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

/** The ids of the seed say nothing, and its searches give no names (probe protocol notes §3). */
const nameOf = Effect.fnUntraced(
  function*({ objectId, objectName }: { readonly objectId: string; readonly objectName?: string }) {
    if (objectName !== undefined) return objectName
    const { value } = yield* property({ objectId, name: "objectName" })
    return Predicate.isString(value) ? value : ""
  }
)

const named = (name: string | undefined) => name === undefined || name === "" ? {} : { name }

const ofClass = Effect.fnUntraced(function*(className: string, signals: ReadonlyArray<string>, root?: string) {
  const { objects } = yield* find({ className, root, limit: objectsOfClass })
  const wishes = yield* Effect.forEach(
    objects,
    (found) =>
      Effect.map(nameOf(found), (name) =>
        isInternal(found.objectId) || isInternal(name)
          ? []
          : signals.map((signal): Wish => ({ object: found.objectId, ...named(name), signal, isAsked: false }))),
    atOnce
  )
  return wishes.flat()
})

/** Everything of a known class, below `root` or anywhere. */
const known = (root?: string) =>
  Effect.map(
    Effect.forEach(Object.entries(defaultSignals), ([className, signals]) => ofClass(className, signals, root), atOnce),
    (wishes) => wishes.flat()
  )

const wishesOf = Effect.fnUntraced(function*({ object: given, recursive = false, signals }: RecordingTarget) {
  const target = yield* existing(given)
  const object = yield* pathOf(target)
  const { info } = yield* inspect(given, ["info"])
  const byClass = signalsOfClasses([info?.className ?? "", ...(info?.superClasses ?? [])])
  const own = (signals ?? byClass).map((signal): Wish => ({
    object,
    ...named(info?.objectName),
    signal,
    isAsked: signals !== undefined
  }))
  return recursive ? [...own, ...(yield* known(target.id))] : own
})

/** The signals these targets stand for; of every known widget where there are none. Each once. */
export const wishes = Effect.fn("Recording.wishes")(function*(targets: ReadonlyArray<RecordingTarget> | undefined) {
  const found = targets === undefined ? yield* known() : (yield* Effect.forEach(targets, wishesOf)).flat()
  return [...new Map(found.map((wish) => [`${wish.object}\n${wish.signal}`, wish])).values()]
})

/** Subscribes by path. */
export const subscribePath = ask("qt.signals.subscribe", Schema.Struct({ subscriptionId: Schema.String }))

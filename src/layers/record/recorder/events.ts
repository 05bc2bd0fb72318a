import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import type { ProbeNotification } from "../../../services/ProbeSocket.ts"
import type { RecordedEvent } from "../../../services/Recorder.ts"

const decodeSignal = Schema.decodeUnknownOption(
  Schema.Struct({
    subscriptionId: Schema.String,
    signal: Schema.String,
    arguments: Schema.optionalKey(Schema.Array(Schema.Unknown))
  })
)

const decodeCreated = Schema.decodeUnknownOption(Schema.Struct({ objectId: Schema.String, className: Schema.String }))

const Captured = Schema.Struct({
  type: Schema.String,
  objectId: Schema.String,
  objectName: Schema.optionalKey(Schema.String),
  className: Schema.String
})
const decodeCaptured = Schema.decodeUnknownOption(Captured)

/** What a captured event tells beside its object (probe protocol notes §8). */
const details = ["button", "pos", "key", "text", "modifiers", "reason", "size"] as const

/** The last part of a path: how a person calls the object. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1)

/** A notification as an event at `t`; `wishOf` gives the object of a subscription of the recording. */
export const eventOf = (
  { method, params }: ProbeNotification,
  t: number,
  wishOf: (subscriptionId: string) => { readonly object: string; readonly name?: string } | undefined
): RecordedEvent | undefined => {
  if (method === "signalEmitted") {
    const emitted = Option.getOrUndefined(decodeSignal(params))
    const wish = emitted === undefined ? undefined : wishOf(emitted.subscriptionId)
    if (emitted === undefined || wish === undefined) return undefined
    const { arguments: args = [], signal } = emitted
    const { name = nameOf(wish.object), object } = wish
    return { t, type: "signal", object, name, signal, ...(args.length === 0 ? {} : { args }) }
  }
  if (method === "objectCreated") {
    const created = Option.getOrUndefined(decodeCreated(params))
    return created && { t, type: "object_created", object: created.objectId, class: created.className }
  }
  if (method !== "eventCaptured") return undefined
  const captured = Option.getOrUndefined(decodeCaptured(params))
  if (captured === undefined) return undefined
  const { className, objectId, objectName, type } = captured
  const more = details.flatMap((key) => Predicate.hasProperty(params, key) ? [[key, params[key]] as const] : [])
  return {
    t,
    type: "event",
    event: type,
    object: objectId,
    name: objectName === undefined || objectName === "" ? nameOf(objectId) : objectName,
    class: className,
    ...Object.fromEntries(more)
  }
}

/** What an event and its echoes have in common. */
const ofOneInput = ["event", "key", "text", "button"] as const

/** Input that a widget does not use goes up, and is reported for every ancestor it comes to; the first is where it was made. */
export const isEcho = (event: RecordedEvent, before: RecordedEvent | undefined): boolean =>
  before !== undefined && /^(?:Key|Mouse)/.test(String(event["event"]))
  && ofOneInput.every((field) => before[field] === event[field])
  && before.object.startsWith(`${event.object}/`)

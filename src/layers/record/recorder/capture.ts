import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { Events } from "../../../services/Events.ts"
import { call } from "../../../tools/probe/ask.ts"

/** What the recording has switched on in the application, beside its subscriptions. */
export interface Capture {
  readonly events: boolean
  readonly lifecycle: boolean
}

export const nothing: Capture = { events: false, lifecycle: false }

/** Idempotent in the probe. */
export const switchOn = Effect.fn("Recorder.switchOn")(function*({ events, lifecycle }: Capture) {
  if (events) yield* call("qt.events.start", {})
  if (lifecycle) yield* call("qt.signals.setLifecycle", { enabled: true })
})

/** The tool of these that the client called last, as far as the bus remembers. */
const lastOf = Effect.fnUntraced(function*(tools: ReadonlyArray<string>) {
  const bus = yield* Events
  const { events } = yield* bus.page({ topic: "tools", limit: Number.MAX_SAFE_INTEGER })
  const called = events.flatMap(({ data }) =>
    Predicate.hasProperty(data, "tool") && Predicate.hasProperty(data, "ok") && data.ok === true ? [data.tool] : []
  )
  return called.findLast((tool) => Predicate.isString(tool) && tools.includes(tool))
})

/** Both are one switch for everybody: what the client has switched on by its own tools stays on. */
export const switchOff = Effect.fn("Recorder.switchOff")(function*({ events, lifecycle }: Capture) {
  const captures = (yield* lastOf(["qt_events_start", "qt_events_stop"])) === "qt_events_start"
  const watches = (yield* lastOf(["qt_signals_setLifecycle"])) !== undefined
  if (events && !captures) yield* call("qt.events.stop", {})
  if (lifecycle && !watches) yield* call("qt.signals.setLifecycle", { enabled: false })
})

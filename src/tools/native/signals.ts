import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ProbeFault, Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { ask, call, generation } from "../probe/ask.ts"
import { inspect } from "../probe/inspect.ts"
import { subscribe } from "../probe/signals.ts"
import { make, text } from "../tool.ts"

const capturing = (method: string) => ask(method, Schema.Struct({ capturing: Schema.Boolean }))

const where = "Read them at qtmcp://events, or wait with qt_wait."

const noCapture = new Refused({
  reason:
    "The seed generation of the probe cannot capture events. Nothing was sent: subscribe to signals with qt_signals_subscribe."
})

export const signalTools = [
  make({
    name: "qt_signals_subscribe",
    kind: "admin",
    about: "Have emissions of a signal pushed to qtmcp://events.",
    params: { objectId: Param.objectId, signal: Schema.NonEmptyString.annotate({ description: "bare name" }) },
    wire: {
      newest: ["qt.signals.subscribe", "qt.names.list", "qt.objects.inspect"],
      seed: ["qt.signals.subscribe", "qt.names.list", "qt.objects.info", "qt.signals.list"]
    },
    run: Effect.fn("qt_signals_subscribe")(function*({ objectId, signal }) {
      const subscriptionId = yield* subscribe(objectId, signal).pipe(
        Effect.catchTag(
          "ProbeFault",
          (fault) =>
            fault.code !== -32030 ?
              Effect.fail(fault) :
              Effect.flatMap(inspect(objectId, ["signals"]), ({ signals = [] }) =>
                new ProbeFault({
                  ...fault,
                  reason: `No signal ${signal}. Its signals: ${signals.map((found) => found.name).join(", ")}`
                }))
        )
      )
      return text(`${subscriptionId} subscribed. ${where}`, { subscriptionId })
    })
  }),
  make({
    name: "qt_signals_unsubscribe",
    kind: "admin",
    about: "End a subscription.",
    params: { subscriptionId: Schema.NonEmptyString.annotate({ description: "sub_N" }) },
    wire: ["qt.signals.unsubscribe"],
    run: Effect.fn("qt_signals_unsubscribe")(function*({ subscriptionId }) {
      yield* call("qt.signals.unsubscribe", { subscriptionId })
      return text(`${subscriptionId} ended, if it was there (the probe does not say)`, { subscriptionId })
    })
  }),
  make({
    name: "qt_signals_setLifecycle",
    kind: "admin",
    about: "Have creation and destruction of objects pushed to qtmcp://events.",
    params: { enabled: Schema.Boolean.annotate({ description: "on or off" }) },
    wire: ["qt.signals.setLifecycle"],
    run: Effect.fn("qt_signals_setLifecycle")(function*({ enabled }) {
      if (enabled && (yield* generation) === "seed") {
        return yield* new Refused({
          reason:
            "Refused: on the seed generation of the probe every notification creates objects that are notified in turn, some 37,000 a second, and the application drowns. Nothing was sent: watch with qt_wait {for:\"exists\"} or qt_wait {for:\"gone\"}."
        })
      }
      yield* call("qt.signals.setLifecycle", { enabled })
      return text(enabled ? `lifecycle notifications on. ${where}` : "lifecycle notifications off", { enabled })
    })
  }),
  make({
    name: "qt_events_start",
    kind: "admin",
    about: "Capture mouse, key, focus and window events of the user into qtmcp://events.",
    params: {},
    wire: { newest: ["qt.events.start"], seed: [] },
    run: Effect.fn("qt_events_start")(function*() {
      if ((yield* generation) === "seed") return yield* noCapture
      return text(`capturing. ${where}`, { ...(yield* capturing("qt.events.start")({})) })
    })
  }),
  make({
    name: "qt_events_stop",
    kind: "admin",
    about: "Stop capturing events.",
    params: {},
    wire: { newest: ["qt.events.stop"], seed: [] },
    run: Effect.fn("qt_events_stop")(function*() {
      if ((yield* generation) === "seed") return yield* noCapture
      return text("capture stopped", { ...(yield* capturing("qt.events.stop")({})) })
    })
  })
]

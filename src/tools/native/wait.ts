import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Ref from "effect/Ref"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { CurrentCall } from "../../services/ToolRegistry.ts"
import * as Param from "../params.ts"
import { existence, propertyEquals, type Sight, type Wanted } from "../probe/conditions.ts"
import { nextEmission } from "../probe/emission.ts"
import { make, text } from "../tool.ts"

const interval = "150 millis"
const defaultTimeout = 10_000
/** A host gives up a call after 60 s: the answer has to come before. */
const longest = 50_000

const needs = Effect.fnUntraced(function*(wanted: Wanted & { readonly for: string; readonly signal?: string }) {
  const isNamed = wanted.objectId !== undefined || wanted.objectName !== undefined
  const missing = !isNamed
    ? "objectId or objectName"
    : wanted.for === "value" && wanted.value === undefined
    ? "value"
    : wanted.for === "signal" && wanted.signal === undefined
    ? "signal"
    : undefined
  if (missing !== undefined) {
    return yield* new Refused({ reason: `for: ${JSON.stringify(wanted.for)} needs ${missing}.` })
  }
})

export const waitTools = [
  make({
    name: "qt_wait",
    kind: "wait",
    about: "Wait for a property value, an object, or a signal.",
    example: { for: "value", objectName: "statusLabel", property: "text", value: "Done" },
    params: {
      for: Schema.Literals(["value", "exists", "visible", "gone", "signal"]).annotate({
        description: "gone: deleted or hidden"
      }),
      objectId: Schema.optionalKey(Param.objectId),
      objectName: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "or its name" })),
      property: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "default text" })),
      value: Schema.optionalKey(Schema.Json.annotate({ description: "wanted value" })),
      signal: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "bare name" })),
      timeout: Schema.optionalKey(
        Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: longest })).annotate({
          description: "ms, default 10000"
        })
      )
    },
    wire: {
      newest: [
        "qt.objects.search",
        "qt.objects.inspect",
        "qt.properties.get",
        "qt.signals.subscribe",
        "qt.signals.unsubscribe",
        "qt.names.list"
      ],
      seed: [
        "qt.objects.query",
        "qt.objects.info",
        "qt.properties.get",
        "qt.signals.subscribe",
        "qt.signals.unsubscribe",
        "qt.names.list"
      ]
    },
    run: Effect.fn("qt_wait")(function*({ signal, timeout = defaultTimeout, ...wanted }) {
      yield* needs({ ...wanted, ...(signal === undefined ? {} : { signal }) })
      const { progress } = yield* CurrentCall
      const last = yield* Ref.make("nothing yet")
      const look = wanted.for === "value" ? propertyEquals(wanted) : existence(wanted.for, wanted)
      const poll = look.pipe(
        Effect.tap((sight: Sight) =>
          Effect.flatMap(
            Ref.getAndSet(last, sight.seen),
            (before) => before === sight.seen ? Effect.void : progress(sight.seen)
          )
        ),
        Effect.repeat({ schedule: Schedule.spaced(interval), until: (sight) => sight.met }),
        Effect.map((sight) => sight.seen)
      )
      const waiting = signal === undefined ? poll : nextEmission(wanted, signal)
      const seen = yield* Effect.timeoutOption(waiting, timeout)
      if (Option.isSome(seen)) return text(seen.value, { met: true, seen: seen.value })
      return yield* new Refused({
        reason: `Waited ${timeout} ms in vain for ${JSON.stringify({ ...wanted, signal })}. Last seen: ${
          signal === undefined ? yield* Ref.get(last) : `no emission of ${signal}`
        }.`
      })
    })
  })
]

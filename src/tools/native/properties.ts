import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { withChanges } from "../probe/action.ts"
import { convert } from "../probe/convert.ts"
import { existingId, inspect } from "../probe/inspect.ts"
import { actingWith } from "../probe/observing.ts"
import { callOn } from "../probe/targets.ts"
import { changeLine } from "../text/changes.ts"
import { formatValue } from "../text/values.ts"
import { make, text } from "../tool.ts"

const decodeValue = Schema.decodeUnknownEffect(Schema.Struct({ value: Schema.Unknown }))

const read = Effect.fnUntraced(function*(objectId: string, name: string) {
  const answer = yield* callOn("qt.properties.get", objectId, { name })
  return (yield* Effect.orElseSucceed(decodeValue(answer), () => ({ value: null }))).value
})

/** Names that contain a part of the wanted one, for an error that helps. */
const alike = Effect.fnUntraced(function*(objectId: string, name: string) {
  const { properties = [] } = yield* inspect(objectId, ["properties"])
  const part = name.toLowerCase()
  const near = properties.map((property) => property.name).filter((other) => {
    const lower = other.toLowerCase()
    return lower.includes(part) || part.includes(lower)
  })
  return near.length > 0 ? `Alike: ${near.join(", ")}.` : "qt_properties_list shows what there is."
})

export const propertyTools = [
  make({
    name: "qt_properties_get",
    kind: "read",
    about: "Value of one property.",
    params: { objectId: Param.objectId, name: Schema.NonEmptyString.annotate({ description: "property" }) },
    wire: ["qt.properties.get"],
    run: Effect.fn("qt_properties_get")(function*({ name, objectId }) {
      const value = yield* read(objectId, name)
      return text(`${name} = ${formatValue(value)}`, { value })
    })
  }),
  make({
    name: "qt_properties_set",
    kind: "act",
    about: "Set a property and read it back.",
    example: { objectId: "e12", name: "text", value: "Ada" },
    params: {
      objectId: Param.objectId,
      name: Schema.NonEmptyString.annotate({ description: "property" }),
      value: Schema.Json.annotate({ description: "of the property's type; enums by key" })
    },
    wire: actingWith(["qt.objects.info"], "qt.properties.get", "qt.properties.set"),
    run: Effect.fn("qt_properties_set")(function*({ name, objectId, value }) {
      const id = yield* existingId(objectId)
      const before = yield* read(id, name).pipe(
        Effect.catchTag(
          "ProbeFault",
          (fault) =>
            fault.code !== -32010 ? Effect.fail(fault) : Effect.flatMap(alike(id, name), (hint) =>
              new Refused({
                reason:
                  `The object has no property ${name}; setting it would only add a dynamic one, so nothing was sent. ${hint}`
              }))
        )
      )
      const wanted = yield* convert(name, before, value)
      const found = yield* withChanges(callOn("qt.properties.set", id, { name, value: wanted }), {
        target: id
      })
      const after = yield* read(id, name)
      const others = found.filter((change) => !change.startsWith(`${name}: `))
      const head = formatValue(after) === formatValue(before)
        ? `${name} is ${formatValue(after)}, as before`
        : `${name}: ${formatValue(before)} → ${formatValue(after)}`
      const refused = formatValue(after) === formatValue(wanted) || typeof wanted !== typeof after
        ? ""
        : ` (asked for ${formatValue(wanted)}: the application keeps another value)`
      return text([`${head}${refused}`, ...(others.length > 0 ? [changeLine(others)] : [])].join("; "), {
        before,
        value: after
      })
    })
  })
]

import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { existingId } from "../probe/inspect.ts"
import { search, searchNamed } from "../probe/objects.ts"
import { objectsData, renderObjects } from "../text/objects.ts"
import { make, text } from "../tool.ts"

/** Unlimited, as the methods of the seed generation were; the size cap of every tool still holds. */
const all = 10_000

const searchWire = {
  newest: ["qt.objects.inspect", "qt.objects.search"],
  seed: ["qt.objects.info", "qt.objects.query", "qt.objects.findByClass", "qt.properties.get"]
}

const rootId = (given: string | undefined) => given === undefined ? Effect.undefined : existingId(given)

export const objectTools = [
  make({
    name: "qt_objects_find",
    kind: "read",
    about: "Find objects by exact objectName, widgets first.",
    example: { name: "nameEdit" },
    params: { name: Schema.NonEmptyString.annotate({ description: "objectName" }), root: Param.root },
    wire: searchWire,
    run: Effect.fn("qt_objects_find")(function*({ name, root }) {
      const found = yield* search({ objectName: name, root: yield* rootId(root) })
      if (found.objects.length > 0) return text(renderObjects(found), objectsData(found))
      return yield* new Refused({
        reason: `No object is named ${
          JSON.stringify(name)
        }. Names are exact; qt_find greps the outline for a part of one.`
      })
    })
  }),
  make({
    name: "qt_objects_findByClass",
    kind: "read",
    about: "Find objects by exact class name, not its base classes.",
    params: { className: Param.className, root: Param.root },
    wire: searchWire,
    run: Effect.fn("qt_objects_findByClass")(function*({ className, root }) {
      const found = yield* searchNamed({ className, root: yield* rootId(root), limit: all })
      return text(renderObjects(found), objectsData(found))
    })
  }),
  make({
    name: "qt_objects_query",
    kind: "read",
    about: "Find all objects by class and property values.",
    params: { className: Schema.optionalKey(Param.className), properties: Param.properties, root: Param.root },
    wire: searchWire,
    run: Effect.fn("qt_objects_query")(function*({ className, properties, root }) {
      if (className === undefined && Object.keys(properties ?? {}).length === 0) {
        return yield* new Refused({
          reason: "Give className or properties: every object there is would be the answer."
        })
      }
      const found = yield* searchNamed({ className, properties, root: yield* rootId(root), limit: all })
      return text(renderObjects(found), objectsData(found))
    })
  }),
  make({
    name: "qt_objects_search",
    kind: "read",
    about: "Find objects by name, class and property values, all exact.",
    params: {
      objectName: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "exact objectName" })),
      className: Schema.optionalKey(Param.className),
      properties: Param.properties,
      root: Param.root,
      limit: Schema.optionalKey(Param.count("default 50"))
    },
    wire: searchWire,
    run: Effect.fn("qt_objects_search")(function*({ root, ...wanted }) {
      const filters = [wanted.objectName, wanted.className, Object.keys(wanted.properties ?? {})[0]]
      if (filters.every((filter) => filter === undefined)) {
        return yield* new Refused({ reason: "Give at least one of objectName, className, properties." })
      }
      const found = yield* searchNamed({ ...wanted, root: yield* rootId(root) })
      return text(renderObjects(found), objectsData(found))
    })
  })
]

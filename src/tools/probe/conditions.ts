import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Schema from "effect/Schema"
import { formatValue } from "../text/values.ts"
import { ask } from "./ask.ts"
import { existingId, inspect } from "./inspect.ts"
import { search } from "./objects.ts"

export interface Wanted {
  readonly objectId?: string
  readonly objectName?: string
  readonly property?: string
  readonly value?: unknown
}

/** One look: is the condition met, and what was there. */
export interface Sight {
  readonly met: boolean
  readonly seen: string
}

const value = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const absent = "there is no such object"

/** The object's id now, or undefined where it does not exist (any more). */
const locate = Effect.fnUntraced(function*({ objectId, objectName = "" }: Wanted) {
  if (objectId === undefined) {
    const { objects: [first] } = yield* search({ objectName, limit: 5 })
    return first === undefined ? undefined : `#${first.numericId}`
  }
  return yield* existingId(objectId).pipe(
    Effect.catchTags({
      ProbeFault: (fault) => fault.code === -32001 ? Effect.undefined : Effect.fail(fault),
      DeadRef: () => Effect.undefined
    })
  )
})

const isSame = (a: unknown, b: unknown): boolean => Equal.equals(a, b) || formatValue(a) === formatValue(b)

/** Looks whether a property has the wanted value; an object that does not exist yet is waited for. */
export const propertyEquals = Effect.fn("Conditions.propertyEquals")(function*(wanted: Wanted) {
  const { property = "text" } = wanted
  const id = yield* locate(wanted)
  if (id === undefined) return { met: false, seen: absent }
  const found = yield* value({ objectId: id, name: property }).pipe(
    Effect.catchTag("ProbeFault", (fault) => fault.code === -32001 ? Effect.undefined : Effect.fail(fault))
  )
  if (found === undefined) return { met: false, seen: absent }
  const sight: Sight = { met: isSame(found.value, wanted.value), seen: `${property} = ${formatValue(found.value)}` }
  return sight
})

/** Looks whether an object exists, is visible, or is gone (deleted or hidden). */
export const existence = Effect.fn("Conditions.existence")(function*(condition: string, wanted: Wanted) {
  const id = yield* locate(wanted)
  if (id === undefined) return { met: condition === "gone", seen: absent }
  if (condition === "exists") return { met: true, seen: "it exists" }
  const { info } = yield* inspect(id, ["info"]).pipe(
    Effect.catchTag("ProbeFault", () => Effect.succeed({ info: undefined }))
  )
  const isVisible = info?.visible === true
  const sight: Sight = {
    met: condition === "visible" ? isVisible : !isVisible,
    seen: info === undefined ? absent : isVisible ? "it is visible" : "it exists but is hidden"
  }
  return sight
})

import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refs, type RefTarget } from "../../services/Refs.ts"
import { ask, connection, generation } from "./ask.ts"

const Entry = Schema.Struct({
  objectId: Schema.String,
  className: Schema.String,
  objectName: Schema.optionalKey(Schema.String),
  numericId: Schema.Int
})

/** An object the probe found, with the ref the agent is given. */
export interface FoundObject {
  readonly ref: string
  readonly objectId: string
  readonly className: string
  readonly objectName: string
  readonly numericId: number
}

export interface Search {
  readonly objectName?: string | undefined
  readonly className?: string | undefined
  readonly properties?: Readonly<Record<string, unknown>> | undefined
  /** An id of the probe, not a ref. */
  readonly root?: string | undefined
  /** 50 where absent. */
  readonly limit?: number | undefined
}

export interface SearchResult {
  readonly objects: ReadonlyArray<FoundObject>
  /** How many there are, as far as the probe counted. */
  readonly count: number
  readonly truncated: boolean
}

const searchNewest = ask(
  "qt.objects.search",
  Schema.Struct({ objects: Schema.Array(Entry), count: Schema.Int, truncated: Schema.Boolean })
)
const querySeed = ask("qt.objects.query", Schema.Array(Entry))
const findByClassSeed = ask("qt.objects.findByClass", Schema.Struct({ objects: Schema.Array(Entry) }))

const defined = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** Of equal names the widget comes first: a model or layout of the same name is rarely what was meant. */
const widgetsFirst = (a: FoundObject, b: FoundObject): number =>
  Number(/Model|Layout|Action$/.test(a.className)) - Number(/Model|Layout|Action$/.test(b.className))

/**
 * Everything of the seed generation under `root`, or everything there is: its query reads `root` only together with a
 * class, so the class is asked for last and the rest is filtered by number.
 */
const seed = Effect.fnUntraced(function*(wanted: Search) {
  const properties = {
    ...wanted.properties,
    ...(wanted.objectName === undefined ? {} : { objectName: wanted.objectName })
  }
  const all = yield* querySeed(defined({ className: wanted.className, properties, root: wanted.root }))
  if (wanted.root === undefined || wanted.className !== undefined) return all
  const kept: Array<typeof Entry.Type> = []
  for (const name of new Set(all.map((entry) => entry.className))) {
    const below = yield* findByClassSeed({ className: name, root: wanted.root })
    const numbers = new Set(below.objects.map((entry) => entry.numericId))
    kept.push(...all.filter((entry) => entry.className === name && numbers.has(entry.numericId)))
  }
  return kept
})

/** What the probe finds, in its own order, without refs. */
export const find = Effect.fnUntraced(function*(wanted: Search) {
  const limit = wanted.limit ?? 50
  if ((yield* generation) === "newest") return yield* searchNewest(defined({ ...wanted, limit }))
  const objects = yield* seed(wanted)
  return { objects: objects.slice(0, limit), count: objects.length, truncated: objects.length > limit }
})

/** The target a ref stands for: the number is the object's own for as long as it lives, the path is not. */
export const refTarget = (entry: typeof Entry.Type): RefTarget => ({
  id: `#${entry.numericId}`,
  path: entry.objectId,
  className: entry.className
})

/** Searches objects on either generation; names, classes and property values are exact. */
export const search = Effect.fn("Objects.search")(function*(wanted: Search) {
  const refs = yield* Refs
  const number = yield* connection
  const found = yield* find(wanted)
  const objects = found.objects.map((entry): FoundObject => ({
    ref: refs.issue(number, refTarget(entry)),
    objectName: wanted.objectName ?? "",
    ...entry
  }))
  const result: SearchResult = {
    objects: wanted.objectName === undefined ? objects : objects.toSorted(widgetsFirst),
    count: Math.max(found.count, objects.length),
    truncated: found.truncated
  }
  return result
})

const nameSeed = ask("qt.properties.get", Schema.Struct({ value: Schema.String }))

/** So many objects of the seed generation are asked for their names. */
const mostNamed = 50

const withName = (object: FoundObject) =>
  nameSeed({ objectId: `#${object.numericId}`, name: "objectName" }).pipe(
    Effect.map(({ value }) => ({ ...object, objectName: value })),
    // It may be gone by now.
    Effect.catchTag("ProbeFault", () => Effect.succeed(object))
  )

/** As `search`, with the names of what is found, which the seed generation leaves out. */
export const searchNamed = Effect.fn("Objects.searchNamed")(function*(wanted: Search) {
  const found = yield* search(wanted)
  if (wanted.objectName !== undefined || (yield* generation) === "newest") return found
  const named = yield* Effect.forEach(found.objects.slice(0, mostNamed), withName)
  const objects = [...named, ...found.objects.slice(mostNamed)]
  return { ...found, objects }
})

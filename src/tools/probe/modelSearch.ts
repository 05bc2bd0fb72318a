import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { ask, generation } from "./ask.ts"
import { modelPage, type ModelRow } from "./modelData.ts"
import { onTarget } from "./targets.ts"

export const matchings = ["contains", "exact", "startsWith", "endsWith", "regex"] as const

export interface ModelSearch {
  readonly value: string
  readonly match: (typeof matchings)[number]
  readonly column: number
  readonly role: string | number
  readonly parent: ReadonlyArray<number>
  readonly maxHits: number
}

export interface ModelMatches {
  readonly matches: ReadonlyArray<ModelRow>
  readonly truncated: boolean
}

const Found = Schema.Struct({
  matches: Schema.Array(
    Schema.Struct({
      path: Schema.Array(Schema.Int),
      cells: Schema.Array(Schema.Record(Schema.String, Schema.Unknown)),
      hasChildren: Schema.Boolean
    })
  ),
  truncated: Schema.Boolean
})

const searchNewest = ask("qt.models.search", Found)

/** As the newest probe compares: never by case. */
const matcher = Effect.fnUntraced(function*({ match, value }: ModelSearch) {
  const wanted = value.toLowerCase()
  if (match === "regex") {
    const pattern = yield* Effect.try({
      try: () => new RegExp(value, "i"),
      catch: (cause) => new Refused({ reason: `${JSON.stringify(value)} is no regular expression: ${String(cause)}` })
    })
    return (text: string) => pattern.test(text)
  }
  const tests = {
    contains: (text: string) => text.includes(wanted),
    exact: (text: string) => text === wanted,
    startsWith: (text: string) => text.startsWith(wanted),
    endsWith: (text: string) => text.endsWith(wanted)
  }
  return (text: string) => tests[match](text.toLowerCase())
})

/** Only one role is asked for, and the cell holds it under its name even where it was asked for by number. */
const cellText = (row: ModelRow, column: number): string => {
  const [value] = Object.values(row.cells[column] ?? {})
  return Predicate.isString(value) ? value : value === undefined || value === null ? "" : JSON.stringify(value)
}

const pageSize = 200

/** The seed has no search: its pages are read and compared here, as deep as it can be read. */
const seed = Effect.fnUntraced(function*(given: string, wanted: ModelSearch) {
  const matches = yield* matcher(wanted)
  const found: Array<ModelRow> = []
  const branches: Array<ReadonlyArray<number>> = [wanted.parent]
  for (let parent = branches.shift(); parent !== undefined; parent = branches.shift()) {
    for (let offset = 0, more = true; more; offset += pageSize) {
      const page = yield* modelPage(given, { parent, offset, limit: pageSize, roles: [wanted.role] })
      for (const row of page.rows) {
        if (matches(cellText(row, wanted.column))) found.push(row)
        if (wanted.maxHits >= 0 && found.length >= wanted.maxHits) return { matches: found, truncated: true }
        if (row.hasChildren && parent.length === 0) branches.push(row.path)
      }
      more = page.hasMore && page.rows.length > 0
    }
  }
  return { matches: found, truncated: false }
})

/** Searches the cells of one column below `parent`, recursively; at most `maxHits`, all where it is negative. */
export const modelSearch = Effect.fn("Models.modelSearch")(function*(given: string, wanted: ModelSearch) {
  const result: ModelMatches = (yield* generation) === "newest"
    ? yield* onTarget(given, ({ id }) => searchNewest({ ...wanted, objectId: id }))
    : yield* seed(given, wanted)
  return result
})

import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { ask, generation } from "./ask.ts"
import { onTarget } from "./targets.ts"

const Cells = Schema.Array(Schema.Record(Schema.String, Schema.Unknown))

const Row = Schema.Struct({
  cells: Cells,
  hasChildren: Schema.optionalKey(Schema.Boolean),
  path: Schema.optionalKey(Schema.Array(Schema.Int))
})

/** A row of a model: `path` is its row number under each ancestor and last its own. */
export interface ModelRow {
  readonly path: ReadonlyArray<number>
  readonly cells: typeof Cells.Type
  readonly hasChildren: boolean
}

export interface ModelPage {
  readonly rows: ReadonlyArray<ModelRow>
  readonly totalRows: number
  readonly totalColumns: number
  readonly offset: number
  readonly hasMore: boolean
}

export interface PageRequest {
  readonly parent?: ReadonlyArray<number> | undefined
  readonly offset?: number | undefined
  /** 100 where absent. */
  readonly limit?: number | undefined
  readonly roles?: ReadonlyArray<string | number> | undefined
}

const data = ask(
  "qt.models.data",
  Schema.Struct({
    rows: Schema.Array(Row),
    totalRows: Schema.Int,
    totalColumns: Schema.Int,
    offset: Schema.Int,
    hasMore: Schema.Boolean
  })
)

export const ModelEntry = Schema.Struct({
  objectId: Schema.String,
  className: Schema.String,
  rowCount: Schema.Int,
  columnCount: Schema.Int,
  roleNames: Schema.optionalKey(Schema.Record(Schema.String, Schema.String))
})

/** All models of the application. */
export const models = ask("qt.models.list", Schema.Array(ModelEntry))

const parentParams = Effect.fnUntraced(function*(parent: ReadonlyArray<number>) {
  if ((yield* generation) === "newest") return { parent }
  const [row, ...deeper] = parent
  if (row === undefined) return {}
  if (deeper.length === 0) return { parentRow: row, parentCol: 0 }
  return yield* new Refused({
    reason:
      "The seed generation of the probe reads the rows of a model and those below them, not deeper. Nothing was sent: expand the branch in the view and read it with chr_readPage (--mode chrome), which shows what is on screen."
  })
})

/** A combo is not accepted as a model, its model is: an object below it (newest) or unknown (seed). */
const modelOfCombo = Effect.fnUntraced(function*(path: string) {
  const below = (yield* models({})).find((model) => model.objectId.startsWith(`${path}/`))
  return below?.objectId
})

/** One page of a model, or of the model of a view. The offset is sent with a limit: alone the probe resets it (§5). */
export const modelPage = Effect.fn("Models.modelPage")(function*(given: string, request: PageRequest) {
  const { limit = 100, offset = 0, parent = [], roles } = request
  const params = { ...(yield* parentParams(parent)), offset, limit, ...(roles === undefined ? {} : { roles }) }
  const page = yield* onTarget(given, ({ id, path }) =>
    data({ ...params, objectId: id }).pipe(
      Effect.catchTag("ProbeFault", (fault) =>
        fault.code !== -32093 || path === undefined ?
          Effect.fail(fault) :
          Effect.flatMap(
            modelOfCombo(path),
            (model) => model === undefined ? Effect.fail(fault) : data({ ...params, objectId: model })
          ))
    ))
  const result: ModelPage = {
    ...page,
    rows: page.rows.map((row, index) => ({
      cells: row.cells,
      hasChildren: row.hasChildren ?? false,
      path: row.path ?? [...parent, page.offset + index]
    }))
  }
  return result
})

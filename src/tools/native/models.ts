import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Param from "../params.ts"
import { modelPage, type ModelRow, models } from "../probe/modelData.ts"
import { matchings, modelSearch } from "../probe/modelSearch.ts"
import { countOf, formatCells } from "../text/values.ts"
import { make, text } from "../tool.ts"

const role = Schema.Union([Schema.NonEmptyString, Schema.Int])

const rowLine = (row: ModelRow): string =>
  `[${row.path.join(",")}] ${formatCells(row.cells)}${row.hasChildren ? " ▸" : ""}`

const onlyColumn = (row: ModelRow, column: number | undefined): ModelRow =>
  column === undefined ? row : { ...row, cells: row.cells.slice(column, column + 1) }

export const modelTools = [
  make({
    name: "qt_models_list",
    kind: "read",
    about: "All item models with their sizes.",
    params: {},
    wire: ["qt.models.list"],
    run: Effect.fn("qt_models_list")(function*() {
      const found = yield* models({})
      const lines = found.map((model) => `${model.objectId} ${model.className} ${model.rowCount}x${model.columnCount}`)
      return text([countOf(found.length, "model"), ...lines].join("\n"), { models: found })
    })
  }),
  make({
    name: "qt_models_data",
    kind: "read",
    about: "Rows of a model, view or combo: [row path] cells; ▸ has children.",
    example: { objectId: "e12", parent: [0], limit: 20 },
    params: {
      objectId: Param.objectId,
      parent: Schema.optionalKey(Param.rowPath("row path of the parent")),
      offset: Schema.optionalKey(Param.count("first row")),
      limit: Schema.optionalKey(Param.count("rows; default 100")),
      roles: Schema.optionalKey(Schema.Array(role).annotate({ description: "default display" })),
      row: Schema.optionalKey(Param.count("only this row")),
      column: Schema.optionalKey(Param.count("only this column")),
      role: Schema.optionalKey(role.annotate({ description: "one role" }))
    },
    wire: ["qt.models.data", "qt.models.list"],
    run: Effect.fn("qt_models_data")(function*({ column, limit, objectId, offset, parent, role, roles, row }) {
      const page = yield* modelPage(objectId, {
        parent,
        offset: row ?? offset,
        limit: row === undefined ? limit || 100 : 1,
        roles: role === undefined ? roles : [role]
      })
      const rows = page.rows.map((found) => onlyColumn(found, column))
      const next = page.offset + rows.length
      const size = `${countOf(page.totalRows, "row")}, ${countOf(page.totalColumns, "column")}`
      const more = row === undefined && page.hasMore ? `, shown to ${next - 1} (next offset ${next})` : ""
      return text([`${size}${more}`, ...rows.map(rowLine)].join("\n"), { ...page, rows, parent: parent ?? [] })
    })
  }),
  make({
    name: "qt_models_search",
    kind: "read",
    about: "Find rows by the text of a cell, all levels, ignoring case.",
    example: { objectId: "e12", value: "Aura" },
    params: {
      objectId: Param.objectId,
      value: Schema.String.annotate({ description: "text" }),
      match: Schema.optionalKey(Schema.Literals(matchings).annotate({ description: "default contains" })),
      column: Schema.optionalKey(Param.count("default 0")),
      role: Schema.optionalKey(role.annotate({ description: "default display" })),
      parent: Schema.optionalKey(Param.rowPath("below this row path")),
      maxHits: Schema.optionalKey(Param.integer("default 10; -1 all")),
      max_hits: Schema.optionalKey(Param.integer("old name of maxHits"))
    },
    wire: { newest: ["qt.models.search"], seed: ["qt.models.data", "qt.models.list"] },
    run: Effect.fn("qt_models_search")(
      function*({ column = 0, match = "contains", max_hits = 10, objectId, parent = [], role = "display", ...wanted }) {
        const { maxHits = max_hits, value } = wanted
        const found = yield* modelSearch(objectId, { value, match, column, role, parent, maxHits })
        const more = found.truncated ? " or more (raise maxHits)" : ""
        return text(
          [
            `${countOf(found.matches.length, "match").replace("matchs", "matches")}${more}`,
            ...found.matches.map(rowLine)
          ].join("\n"),
          {
            ...found,
            count: found.matches.length
          }
        )
      }
    )
  })
]

import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { modelPage } from "../probe/modelData.ts"
import { elementLine } from "../screen/line.ts"
import { look } from "../screen/look.ts"
import { resolve } from "../screen/resolve.ts"
import { headersOf } from "../screen/rows.ts"
import { viewRoles } from "../screen/Screen.ts"
import { countOf } from "../text/values.ts"
import { make, text } from "../tool.ts"
import { itemLine, searchRows } from "./itemRows.ts"

const most = 50

export const itemTools = [
  make({
    name: "ui_items",
    kind: "read",
    about: "Rows of a list, table, tree or combo from its model, scrolled out or not.",
    params: {
      target: Schema.NonEmptyString.annotate({ description: "ref or label" }),
      rows: Schema.optionalKey(
        Schema.Array(Schema.Int).check(Schema.isMinLength(2), Schema.isMaxLength(2)).annotate({
          description: "[first, last]"
        })
      ),
      columns: Schema.optionalKey(Schema.Array(Schema.Int).annotate({ description: "only these" })),
      text: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "only rows with it, all levels" }))
    },
    run: Effect.fn("ui_items")(function*({ columns, rows = [0, most - 1], target, text: wanted }) {
      const view = yield* resolve(
        yield* look(),
        target,
        ({ role }) => viewRoles.has(role) || role === "combobox"
      )
      const id = view.role === "combobox" ? view.path : view.id
      if (id === undefined || !(viewRoles.has(view.role) || view.role === "combobox")) {
        const hint = view.role === "tab" ? " Click it first." : ""
        return yield* new Refused({ reason: `${elementLine(view)} has no rows.${hint}` })
      }
      const [from = 0, to = from] = rows
      const request = {
        offset: from,
        limit: Math.max(1, Math.min(to - from + 1, 500)),
        roles: ["display", "checkState"]
      }
      const page = yield* modelPage(id, request)
      const found = wanted === undefined ? page.rows : yield* searchRows(id, wanted, page.totalColumns)
      const headers = headersOf(view)
      const next = from + page.rows.length
      const more = wanted === undefined && next < page.totalRows
        ? [`… ${page.totalRows - next} more: rows [${next}, ${next + most - 1}]`]
        : []
      return text(
        [
          `${countOf(page.totalRows, "row")}${
            wanted === undefined ? "" : `, ${found.length} with ${JSON.stringify(wanted)}`
          }`,
          ...(headers.length === 0 ? [] : [`${headers.join(" | ")}:`]),
          ...found.map((row) => itemLine(row, columns)),
          ...more
        ].join("\n"),
        { rows: found, totalRows: page.totalRows }
      )
    })
  })
]

import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { withChanges } from "../probe/action.ts"
import { ask, generation } from "../probe/ask.ts"
import { existingId } from "../probe/inspect.ts"
import { observing } from "../probe/observing.ts"
import { clickItemSeed } from "../probe/seedItems.ts"
import { changeLine } from "../text/changes.ts"
import { formatCells } from "../text/values.ts"
import { make, text } from "../tool.ts"

const clickItem = ask(
  "qt.ui.clickItem",
  Schema.Struct({
    path: Schema.Array(Schema.Int),
    cells: Schema.Array(Schema.Record(Schema.String, Schema.Unknown))
  })
)

export const itemTools = [
  make({
    name: "qt_ui_clickItem",
    kind: "act",
    about: "Select, click, double-click or edit an item of a list, table, tree or combo, by text or row path.",
    example: { objectId: "e12", itemPath: ["Martin", "MAC Aura XB"] },
    params: {
      objectId: Param.objectId,
      itemPath: Schema.optionalKey(
        Schema.Array(Schema.String).annotate({ description: "exact texts, outermost first" })
      ),
      path: Schema.optionalKey(Param.rowPath("or row numbers")),
      column: Schema.optionalKey(Param.count("column of texts and click; default 0")),
      action: Schema.optionalKey(
        Schema.Literals(["select", "click", "doubleClick", "edit"]).annotate({ description: "default click" })
      ),
      editColumn: Schema.optionalKey(Param.count("default column")),
      expand: Param.flag("ancestors; default true"),
      scroll: Param.flag("into view; default true")
    },
    wire: {
      newest: ["qt.ui.clickItem", ...observing.newest],
      seed: [
        ...observing.seed,
        "qt.objects.info",
        "qt.objects.findByClass",
        "qt.properties.get",
        "qt.properties.set",
        "qt.models.data",
        "qt.models.list",
        "qt.ui.geometry",
        "qt.ui.click",
        "chr.readPage",
        "cu.click",
        "cu.doubleClick"
      ]
    },
    run: Effect.fn("qt_ui_clickItem")(function*({ objectId, ...wanted }) {
      const { action = "click", itemPath, path } = wanted
      if ((path === undefined) === (itemPath === undefined) || (path ?? itemPath)?.length === 0) {
        return yield* new Refused({ reason: "Give exactly one of path and itemPath, not empty. Nothing was sent." })
      }
      const isSeed = (yield* generation) === "seed"
      const id = yield* existingId(objectId)
      let where = JSON.stringify(itemPath ?? path)
      const click = isSeed
        ? clickItemSeed(id, wanted)
        : clickItem({ ...wanted, objectId: id }, { action: true }).pipe(
          Effect.tap((found) =>
            Effect.sync(() => {
              where = `[${found.path.join(",")}] ${formatCells(found.cells)}`
            })
          )
        )
      const found = yield* withChanges(click, { target: id })
      const effect = found.length === 0 ? "no change beyond the selection is visible" : changeLine(found)
      return text(`${action} ${where}; ${effect}`, { found: true, action, item: where, changes: found })
    })
  })
]

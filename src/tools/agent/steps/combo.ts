import * as Effect from "effect/Effect"
import { Refused } from "../../../services/ProbeError.ts"
import { modelPage } from "../../probe/modelData.ts"
import { callOn } from "../../probe/targets.ts"
import { sameLabel } from "../../screen/Screen.ts"
import { rowText } from "./findRow.ts"
import type { Performed } from "./Step.ts"
import { lineAgain, type ObjectElement } from "./targets.ts"

/** Chooses an option. The model of a combo is found by its path: its number says nothing about what is below it. */
export const chooseOption = Effect.fn("Items.chooseOption")(function*(combo: ObjectElement, text: string) {
  const { rows } = yield* modelPage(combo.path ?? combo.id, { limit: 1000 })
  const names = rows.map(rowText)
  const row = rows[names.indexOf(text)] ?? rows.find((_, index) => sameLabel(names[index] ?? "", text))
  if (row === undefined) {
    return yield* new Refused({
      reason: `There is no option ${JSON.stringify(text)}; there is: ${
        names.slice(0, 30).join(", ")
      }. Nothing was done.`
    })
  }
  yield* callOn("qt.properties.set", combo.id, { name: "currentIndex", value: row.path.at(-1) ?? 0 })
  const performed: Performed = {
    ref: combo.ref,
    route: "qt.properties.set currentIndex",
    expectsChange: false,
    readBack: lineAgain(combo)
  }
  return performed
})

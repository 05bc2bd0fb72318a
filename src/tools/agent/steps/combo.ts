import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../../services/ProbeError.ts"
import { ask, generation } from "../../probe/ask.ts"
import { modelPage } from "../../probe/modelData.ts"
import { callOn } from "../../probe/targets.ts"
import { sameLabel } from "../../screen/Screen.ts"
import { rowText } from "./findRow.ts"
import type { Performed } from "./Step.ts"
import { lineAgain, type ObjectElement } from "./targets.ts"

const property = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

/** The seed generation keeps the model of a combo to itself: its text is set, which selects the option of that text. */
const byText = Effect.fnUntraced(function*(combo: ObjectElement, text: string) {
  yield* callOn("qt.properties.set", combo.id, { name: "currentText", value: text })
  const { value } = yield* property({ objectId: combo.id, name: "currentText" })
  if (value !== text) {
    return yield* new Refused({ reason: `There is no option ${JSON.stringify(text)}; it is ${JSON.stringify(value)}.` })
  }
  const performed: Performed = {
    ref: combo.ref,
    route: "qt.properties.set currentText",
    expectsChange: false,
    readBack: lineAgain(combo)
  }
  return performed
})

/** Chooses an option. The model of a combo is found by its path: its number says nothing about what is below it. */
export const chooseOption = Effect.fn("Items.chooseOption")(function*(combo: ObjectElement, text: string) {
  if ((yield* generation) === "seed") return yield* byText(combo, text)
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

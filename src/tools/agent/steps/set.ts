import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../../services/ProbeError.ts"
import { ask } from "../../probe/ask.ts"
import { callOn } from "../../probe/targets.ts"
import type { Perform } from "./Step.ts"
import { lineAgain, objectOf } from "./targets.ts"

const property = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

/** Sets `value`, where there is one that is a number: on other objects the probe would make one up and say ok. */
export const setNumber = Effect.fnUntraced(function*(id: string, value: number) {
  const isThere = yield* property({ objectId: id, name: "value" }).pipe(
    Effect.map((found) => typeof found.value === "number"),
    Effect.catchTag("ProbeFault", () => Effect.succeed(false))
  )
  if (isThere) yield* callOn("qt.properties.set", id, { name: "value", value })
  return isThere
})

/** Sets a slider, a spin box, a dial: its value property. */
export const set: Perform = Effect.fn("Steps.set")(function*(step, screen) {
  const element = yield* objectOf(step, screen, (candidate) => ["slider", "spinbutton"].includes(candidate.role))
  const number = Number(step.value)
  if (step.value === undefined || step.value === "" || !Number.isFinite(number)) {
    return yield* new Refused({ reason: "set takes a number as value; for text use fill. Nothing was done." })
  }
  if (!(yield* setNumber(element.id, number))) {
    return yield* new Refused({ reason: `${element.label || element.ref} has no number to set. Nothing was done.` })
  }
  return {
    ref: element.ref,
    route: "qt.properties.set value",
    expectsChange: false,
    readBack: lineAgain(element, String(number))
  }
})

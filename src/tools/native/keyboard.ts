import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { withChanges } from "../probe/action.ts"
import { existingId } from "../probe/inspect.ts"
import { actingWith } from "../probe/observing.ts"
import { callOn } from "../probe/targets.ts"
import { checkSequence, typeText } from "../probe/typing.ts"
import { changeLine } from "../text/changes.ts"
import { make, text } from "../tool.ts"

export const keyboardTools = [
  make({
    name: "qt_ui_sendKeys",
    kind: "act",
    about: "Type text of any script into a widget, then press a key sequence.",
    example: { objectId: "e12", text: "Ada", sequence: "Return" },
    params: {
      objectId: Param.objectId,
      text: Schema.optionalKey(Schema.String.annotate({ description: "typed at the cursor" })),
      sequence: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "one chord, e.g. Ctrl+A" }))
    },
    wire: actingWith(
      ["qt.objects.info", "qt.methods.list"],
      "qt.ui.sendKeys",
      "qt.methods.invoke",
      "qt.properties.get",
      "qt.properties.set"
    ),
    run: Effect.fn("qt_ui_sendKeys")(function*({ objectId, sequence, text: typed = "" }) {
      if (sequence === undefined && typed === "") {
        return yield* new Refused({ reason: "Give text, sequence or both. Nothing was sent." })
      }
      // Checked before anything is typed, so that a bad sequence does not leave half of the work done.
      if (sequence !== undefined) yield* checkSequence(sequence)
      const id = yield* existingId(objectId)
      const send = Effect.gen(function*() {
        if (typed !== "") yield* typeText(id, typed)
        if (sequence !== undefined) yield* callOn("qt.ui.sendKeys", id, { sequence }, { action: true })
      })
      const found = yield* withChanges(send, { target: id })
      return text(`sent; ${changeLine(found)}`, { changes: found })
    })
  })
]

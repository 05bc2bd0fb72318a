import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { withChanges } from "../probe/action.ts"
import { clickPoint } from "../probe/coordinates.ts"
import { existingId, inspect } from "../probe/inspect.ts"
import { actingWith } from "../probe/observing.ts"
import { callOn } from "../probe/targets.ts"
import { changeLine } from "../text/changes.ts"
import { make, text } from "../tool.ts"

/** What a person could not click either; the probe clicks it and says ok. */
const checkUsable = Effect.fnUntraced(function*(objectId: string, id: string) {
  const { info } = yield* inspect(id, ["info"])
  const classes = [info?.className ?? "", ...(info?.superClasses ?? [])]
  if (classes.includes("QAction")) {
    return yield* new Refused({
      reason:
        `${objectId} is a QAction, which has no place to click. Invoke its slot "trigger" (qt_methods_invoke), or click the tool button that shows it: that also works when it opens a dialog.`
    })
  }
  if (info?.enabled === false) return yield* new Refused({ reason: `${objectId} is disabled. Nothing was clicked.` })
  if (info?.visible === false) {
    return yield* new Refused({
      reason: `${objectId} is not visible (another tab, a closed window?). Nothing was clicked.`
    })
  }
  return { isButton: classes.includes("QAbstractButton") }
})

export const clickTools = [
  make({
    name: "qt_ui_click",
    kind: "act",
    about: "Click a widget; buttons and check boxes without blocking, so that a dialog they open can be driven.",
    example: { objectId: "e12" },
    params: {
      objectId: Param.objectId,
      button: Param.button,
      position: Schema.optionalKey(Param.point("in the widget; default its centre"))
    },
    wire: actingWith(["qt.objects.info"], "qt.ui.click", "qt.methods.invoke"),
    run: Effect.fn("qt_ui_click")(function*({ button = "left", objectId, position }) {
      const id = yield* existingId(objectId)
      const { isButton } = yield* checkUsable(objectId, id)
      const at = position === undefined ? undefined : yield* clickPoint(position)
      // A click at the centre of a wide check box misses its indicator; animateClick toggles it, and never blocks.
      const animates = isButton && button === "left" && at === undefined
      const click = animates
        ? callOn("qt.methods.invoke", id, { method: "animateClick", args: [] }, { action: true })
        : callOn("qt.ui.click", id, { button, ...(at === undefined ? {} : { position: at }) }, { action: true })
      const found = yield* withChanges(click, { target: id, delayed: animates })
      const hint = found.length === 0 && button === "right" ? ". A simulated right click opens no context menu" : ""
      return text(`clicked; ${changeLine(found)}${hint}`, { changes: found })
    })
  })
]

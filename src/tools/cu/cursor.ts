import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask } from "../probe/ask.ts"
import { make, text } from "../tool.ts"

const cursorPosition = ask(
  "cu.cursorPosition",
  Schema.Struct({
    x: Schema.Finite,
    y: Schema.Finite,
    screenX: Schema.Finite,
    screenY: Schema.Finite,
    widgetId: Schema.optionalKey(Schema.String),
    className: Schema.optionalKey(Schema.String),
    virtual: Schema.optionalKey(Schema.Boolean)
  })
)

export const cursorTools = [
  make({
    name: "cu_cursorPosition",
    kind: "read",
    about: "Where the pointer is, and over what.",
    params: {},
    wire: ["cu.cursorPosition"],
    run: Effect.fn("cu_cursorPosition")(function*() {
      const found = yield* cursorPosition({})
      const name = found.widgetId?.split("/").at(-1) ?? ""
      const over = (found.className ?? "") === "" ? "nothing of the application" : `${found.className} ${name}`.trim()
      const kind = found.virtual === true ? "where the last action was" : "the real pointer"
      return text(
        `${found.x},${found.y} in the window (${found.screenX},${found.screenY} on the screen), over ${over}; ${kind}`,
        { ...found }
      )
    })
  })
]

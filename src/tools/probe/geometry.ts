import * as Schema from "effect/Schema"
import { ask } from "./ask.ts"
import { Rectangle } from "./Rectangle.ts"

/** Where a widget is, in its parent and on the screen, in logical pixels. */
export const geometry = ask(
  "qt.ui.geometry",
  Schema.Struct({ local: Rectangle, global: Rectangle, devicePixelRatio: Schema.Finite })
)

/** The widget at a point of the screen. */
export const hitTest = ask("qt.ui.hitTest", Schema.Struct({ objectId: Schema.String, className: Schema.String }))

/** A widget as a PNG in base64. */
export const screenshot = ask("qt.ui.screenshot", Schema.Struct({ image: Schema.String }))

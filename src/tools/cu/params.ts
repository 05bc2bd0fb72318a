import * as Schema from "effect/Schema"
import * as Param from "../params.ts"

/** Beyond this a pause is a mistake, and near it hosts give up on the call. */
const longestDelay = 10_000

export const screenAbsolute = Param.flag("screen coordinates")
export const include_screenshot = Param.flag("picture afterwards")

/** Where in the window, or on the screen. */
export const place = { x: Param.number("window x"), y: Param.number("window y"), screenAbsolute }

/** What every click takes. */
export const click = {
  ...place,
  delay_ms: Schema.optionalKey(
    Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: longestDelay })).annotate({ description: "wait first" })
  ),
  include_screenshot
}

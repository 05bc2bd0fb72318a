import * as Schema from "effect/Schema"
import type { Outline, Picture } from "../live/LiveView.ts"
import { Mark } from "../live/marks.ts"
import { instant } from "./Frame.ts"

/** Who uses the switch, in words; `rest` where absent. */
export const By = {
  by: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "Who it is; rest if absent" }))
}

const Instant = Schema.String.annotate({ description: "UTC, ISO 8601", format: "date-time" })

export const PictureView = Schema.Struct({
  timestamp: Instant,
  title: Schema.String,
  width: Schema.Int.annotate({ description: "Pixels of the image" }),
  height: Schema.Int,
  image: Schema.String.annotate({ description: "A PNG as base64" }),
  marks: Schema.Array(Mark)
}).annotate({ identifier: "Picture" })

export const pictureView = ({ at, ...picture }: Picture): typeof PictureView.Type => ({
  timestamp: instant(at),
  ...picture
})

export const OutlineView = Schema.Struct({ timestamp: Instant, lines: Schema.Array(Schema.String) }).annotate({
  identifier: "Outline"
})

export const outlineView = ({ at, lines }: Outline): typeof OutlineView.Type => ({ timestamp: instant(at), lines })

export const LoginView = Schema.Struct({
  url: Schema.String.annotate({ description: "To be opened in a browser, once" }),
  expires: Instant
}).annotate({ identifier: "LoginLink" })

import * as Schema from "effect/Schema"

/** A rectangle in logical pixels. */
export const Rectangle = Schema.Struct({
  x: Schema.Finite,
  y: Schema.Finite,
  width: Schema.Finite,
  height: Schema.Finite
})
export type Rectangle = typeof Rectangle.Type

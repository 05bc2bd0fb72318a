import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { ToolOutput } from "../../services/ToolRegistry.ts"
import * as Image from "../image.ts"
import { ask } from "../probe/ask.ts"
import { hitAt } from "./hit.ts"

/** A rectangle in coordinates of clicks. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The probe counts a fraction as 0 (probe protocol notes §2). */
export const rounded = ({ height, width, x, y }: Area): Area => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height)
})

/** How a pixel of the picture becomes a coordinate of a click: `area` is what it shows, in window coordinates. */
const scaleNote = (width: number, area: Area): string => {
  const factor = area.width / width
  const scale = Math.abs(factor - 1) < 0.001 ? "" : `multiply by ${factor.toFixed(3)}`
  const shift = area.x === 0 && area.y === 0 ? "" : `add ${area.x},${area.y}`
  const steps = [scale, shift].filter((step) => step !== "").join(", then ")
  return steps === "" ? "its pixels are click coordinates" : `for click coordinates ${steps}`
}

const geometry = ask("qt.ui.geometry", Schema.Struct({ devicePixelRatio: Schema.Finite }))

/** Device pixels per coordinate; a picture of the screen comes in device pixels (probe protocol notes §10). */
export const pixelRatio = Effect.gen(function*() {
  const hit = yield* hitAt({ x: 1, y: 1 })
  if (hit === undefined) return 1
  return (yield* geometry({ objectId: hit.id })).devicePixelRatio
}).pipe(Effect.orElseSucceed(() => 1))

/** The answer with the way from its pixels, as they are sent, to click coordinates. */
export const noted = (output: ToolOutput, about: string, area: Area): ToolOutput => {
  const picture = output.content.find((part) => part.type === "image")
  const size = picture === undefined ? undefined : Image.pngSize(Buffer.from(picture.data, "base64"))
  if (picture === undefined || size === undefined) return output
  const note = `${about}: ${size.width}x${size.height}; ${scaleNote(size.width, area)}`
  return { ...output, content: [picture, { type: "text", text: note }] }
}

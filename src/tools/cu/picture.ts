import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask } from "../probe/ask.ts"

/** `cu.screenshot`; a failed grab is an empty string (probe protocol notes §10). */
export const screenshot = ask("cu.screenshot", Schema.Struct({ image: Schema.String }))

/** The front window as base64 PNG, or "" where it cannot be had. */
export const picture = screenshot({}).pipe(
  Effect.map(({ image }) => image),
  Effect.orElseSucceed(() => "")
)

/** A blinking text cursor is no change: nothing this narrow is. */
const caret = 3

const decode = (base64: string) =>
  Effect.tryPromise(() => import("fast-png").then(({ decode }) => decode(Buffer.from(base64, "base64"))))

interface Pixels {
  readonly data: ArrayLike<number>
  readonly width: number
  readonly height: number
  readonly channels: number
}

/** The smallest rectangle that holds every pixel that differs. */
const difference = (before: Pixels, after: Pixels) => {
  const { channels, height, width } = after
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let index = 0; index < width * height * channels; index += 1) {
    if (before.data[index] === after.data[index]) continue
    const pixel = Math.floor(index / channels)
    const x = pixel % width
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, Math.floor(pixel / width))
    bottom = Math.floor(pixel / width)
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

/**
 * What two pictures of the window show to be different, as one phrase; "" where they are alike and undefined where one
 * is missing. Sees what no text tells: a selected row, a scrolled view, a drawing.
 */
export const pictureChange = Effect.fn("Picture.pictureChange")(function*(before: string, after: string) {
  if (before === "" || after === "") return undefined
  if (before === after) return ""
  const [a, b] = yield* Effect.all([decode(before), decode(after)])
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) return "the window has another size"
  const { height, width, x, y } = difference(a, b)
  return width <= caret ? "" : `the picture changed at ${x},${y} ${width}x${height}`
}, Effect.orElseSucceed(() => undefined))

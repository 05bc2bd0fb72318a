import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { writeFileSync } from "node:fs"
import * as path from "node:path"
import { Refused } from "../services/ProbeError.ts"
import type { ToolOutput } from "../services/ToolRegistry.ts"
import { text } from "./tool.ts"

/** Hosts scale pictures beyond this down themselves, and bill for what they threw away. */
const defaultEdge = 1568

/** The bridge's own parameters of every picture. */
export const params = {
  maxEdge: Schema.optionalKey(
    Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({
      description: "scale the long edge down to this (1568; 0 = as is)"
    })
  ),
  file: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "write the PNG here instead" }))
}

export interface ImageOptions {
  readonly maxEdge?: number
  readonly file?: string
}

const signature = "89504e470d0a1a0a"

/** Width and height from the PNG header, or undefined where it is no PNG. */
export const pngSize = (png: Buffer): { readonly width: number; readonly height: number } | undefined =>
  png.length >= 24 && png.subarray(0, 8).toString("hex") === signature
    ? { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
    : undefined

/** Averages the pixels that fall together. */
const resample = (
  from: {
    readonly data: ArrayLike<number>
    readonly width: number
    readonly height: number
    readonly channels: number
  },
  width: number,
  height: number
): Uint8Array => {
  const out = new Uint8Array(width * height * from.channels)
  const xRatio = from.width / width
  const yRatio = from.height / height
  for (let y = 0; y < height; y += 1) {
    const top = Math.floor(y * yRatio)
    const bottom = Math.max(top + 1, Math.floor((y + 1) * yRatio))
    for (let x = 0; x < width; x += 1) {
      const left = Math.floor(x * xRatio)
      const right = Math.max(left + 1, Math.floor((x + 1) * xRatio))
      for (let channel = 0; channel < from.channels; channel += 1) {
        let sum = 0
        for (let row = top; row < bottom; row += 1) {
          for (let column = left; column < right; column += 1) {
            sum += from.data[(row * from.width + column) * from.channels + channel] ?? 0
          }
        }
        out[(y * width + x) * from.channels + channel] = Math.round(sum / ((bottom - top) * (right - left)))
      }
    }
  }
  return out
}

const scaled = Effect.fn("Image.scaled")(function*(png: Buffer, edge: number) {
  const { decode, encode } = yield* Effect.promise(() => import("fast-png"))
  const { channels, data, height, width } = decode(png)
  const factor = edge / Math.max(width, height)
  const [w, h] = [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))]
  const pixels = resample({ data, width, height, channels }, w, h)
  return Buffer.from(encode({ data: pixels, width: w, height: h, channels }))
})

const write = Effect.fn("Image.write")(function*(file: string, png: Buffer) {
  const target = path.resolve(file)
  yield* Effect.try({
    try: () => writeFileSync(target, png),
    catch: (cause) =>
      new Refused({ reason: `The screenshot was taken but could not be written to ${target}: ${String(cause)}.` })
  })
  return target
})

/**
 * The answer of a picture: PNG content with its size, scaled down to `maxEdge`, or a file. The probe reports a failed
 * grab as an empty string (probe protocol notes §10), which is an error here.
 */
export const image = Effect.fn("Image.image")(function*(base64: string, about: string, options: ImageOptions) {
  const png = Buffer.from(base64, "base64")
  const size = pngSize(png)
  if (size === undefined) {
    return yield* new Refused({
      reason:
        `${about}: the application gave an empty picture. The region may be empty, the object hidden, or the platform plugin cannot grab it (a child widget with fullWindow on offscreen). Take the window or cu_screenshot instead.`
    })
  }
  if (options.file !== undefined) {
    const target = yield* write(options.file, png)
    return text(`${about}: ${size.width}x${size.height}, written to ${target}`, { file: target, ...size })
  }
  const edge = options.maxEdge ?? defaultEdge
  const isLarge = edge > 0 && Math.max(size.width, size.height) > edge
  const sent = isLarge ? yield* scaled(png, edge) : png
  const factor = isLarge ? Math.max(size.width, size.height) / edge : 1
  const note = isLarge ? `, scaled down: multiply its coordinates by ${factor.toFixed(3)}` : ""
  const output: ToolOutput = {
    content: [
      { type: "image", data: isLarge ? sent.toString("base64") : base64, mimeType: "image/png" },
      { type: "text", text: `${about}: ${size.width}x${size.height}${note}` }
    ],
    data: { ...size }
  }
  return output
})

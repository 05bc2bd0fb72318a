import * as Effect from "effect/Effect"
import * as fs from "node:fs/promises"
import * as path from "node:path"
import { SettingsError } from "../../services/Settings.ts"
import type { Content } from "../../services/ToolRegistry.ts"
import { pngSize } from "../../tools/image.ts"
import { reasonOf } from "../../tools/text/reason.ts"

type Picture = Extract<Content, { readonly type: "image" }>

/** Of several pictures the second goes to `name-2.png`, and so on. */
const numbered = (file: string, index: number): string => {
  const { dir, ext, name } = path.parse(path.resolve(file))
  return path.join(dir, index === 0 ? `${name}${ext}` : `${name}-${index + 1}${ext}`)
}

const write = Effect.fn("commands.writePicture")(function*(target: string, bytes: Buffer) {
  yield* Effect.tryPromise({
    try: () => fs.writeFile(target, bytes),
    catch: (cause) =>
      new SettingsError({
        message: `qtmcp call: the tool has run, but its picture could not be written to ${target}: ${reasonOf(cause)}`
      })
  })
})

/** Writes the pictures of an answer to `file` where one is given, and says of each what it is. */
export const keepPictures = Effect.fn("commands.keepPictures")(function*(
  content: ReadonlyArray<Content>,
  file: string | undefined
) {
  const pictures = content.filter((part): part is Picture => part.type === "image")
  return new Map(
    yield* Effect.forEach(pictures, (picture, index) =>
      Effect.gen(function*() {
        const bytes = Buffer.from(picture.data, "base64")
        const size = pngSize(bytes)
        const target = file === undefined ? undefined : numbered(file, index)
        if (target !== undefined) yield* write(target, bytes)
        const about = {
          type: "image",
          mimeType: picture.mimeType,
          bytes: bytes.length,
          ...size,
          ...(target === undefined ? {} : { file: target })
        }
        return [picture, about] as const
      }))
  )
})

import * as Predicate from "effect/Predicate"
import type { ToolOutput } from "../../services/ToolRegistry.ts"

/** Characters of one text of a wire message. */
const longest = 4096

const base64 = /^[A-Za-z0-9+/]{256,}={0,2}$/

const bytesOf = (data: string): number => Math.floor((data.replace(/=+$/, "").length * 3) / 4)

/** What a line says of a picture. */
const pictureText = (data: string, mimeType = "image/png"): string => `<${mimeType}, ${bytesOf(data)} bytes>`

const overTexts = (change: (text: string) => string) => {
  const walk = (value: unknown): unknown => {
    if (Predicate.isString(value)) return change(value)
    if (Array.isArray(value)) return value.map(walk)
    if (!Predicate.isObject(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one)]))
  }
  return walk
}

/** Pictures as their size. */
export const withoutPictures = overTexts((text) => base64.test(text) ? pictureText(text) : text)

/** Very long texts cut. What is secret has to be gone before: a cut could leave half of it. */
export const shortened = overTexts((text) =>
  text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text
)

/** What a tool answered, as text. */
export const outputText = ({ content }: ToolOutput): string =>
  content.map((part) => part.type === "text" ? part.text : pictureText(part.data, part.mimeType)).join("\n")

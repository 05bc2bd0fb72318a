import type * as Prompt from "effect/ai/Prompt"
import * as Predicate from "effect/Predicate"
import type { Content, ToolOutput } from "../../services/ToolRegistry.ts"

const base64 = (data: string | Uint8Array | URL): string =>
  data instanceof Uint8Array ? Buffer.from(data).toString("base64") : String(data).replace(/^data:[^,]*,/, "")

const part = (part: Prompt.ToolModelOutputPart): Content =>
  part.type === "text"
    ? { type: "text", text: part.text }
    : part.mediaType.startsWith("image/")
    ? { type: "image", data: base64(part.data), mimeType: part.mediaType }
    : { type: "text", text: `[${part.fileName ?? "file"}, ${part.mediaType}]` }

/** A value as an agent reads it: a text as it is, all else as JSON. */
export const written = (encoded: unknown): string =>
  Predicate.isString(encoded) ? encoded : encoded === undefined ? "done" : JSON.stringify(encoded, null, 1)

/** What a handler gave, as an answer: its parts where the tool says how it is shown, else the encoded value as a text. */
export const answerOf = (
  encoded: unknown,
  parts: ReadonlyArray<Prompt.ToolModelOutputPart> | undefined
): ToolOutput => ({
  content: parts === undefined ? [{ type: "text", text: written(encoded) }] : parts.map(part),
  ...(Predicate.isObject(encoded) ? { data: { ...encoded } } : {})
})

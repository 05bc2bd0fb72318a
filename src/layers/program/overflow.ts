import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Content, Resource, ToolOutput } from "../../services/ToolRegistry.ts"

/** Characters of one text; hosts warn at 10,000 tokens and refuse 25,000. */
const limit = 60_000
const kept = 8
/** Characters of all that are kept, the last one excepted. */
const keptCharacters = 16_000_000

/** Where to cut at most at `end`: never between the two halves of a character. */
const cutAt = (text: string, end: number): number => {
  const half = text.charCodeAt(end - 1)
  return end < text.length && half >= 0xd800 && half <= 0xdbff ? end - 1 : end
}

/** Caps long texts and keeps the whole of the last ones, so that nothing is lost by it. */
export const makeOverflow = () => {
  const whole = new Map<number, string>()
  let last = 0

  const keep = (text: string): number => {
    last += 1
    whole.set(last, text)
    let characters = 0
    for (const [id, { length }] of [...whole].reverse()) {
      characters += length
      if (id <= last - kept || (id !== last && characters > keptCharacters)) whole.delete(id)
    }
    return last
  }

  const capContent = (content: Content): Content => {
    if (content.type !== "text" || content.text.length <= limit) return content
    const end = content.text.lastIndexOf("\n", limit)
    const head = content.text.slice(0, end > limit / 2 ? end : cutAt(content.text, limit))
    const lines = content.text.split("\n").length
    const id = keep(content.text)
    return {
      type: "text",
      text:
        `${head}\n… cut: ${head.length} of ${content.text.length} characters (${lines} lines in all). Ask for less (root, maxDepth, limit), or read on at qtmcp://results?id=${id}&offset=${head.length}`
    }
  }

  const resource: Resource = {
    uri: "qtmcp://results",
    name: "cut results",
    template: "qtmcp://results{?id,offset}",
    description: "The rest of a result that was cut: ?id=N&offset=CHARACTERS, as the cut result says",
    mimeType: "text/plain",
    read: (params) =>
      Effect.sync(() => {
        const text = whole.get(Number(params.get("id") ?? last))
        if (
          text === undefined
        ) return `No such result: the last ${kept} that were cut are kept, and there are ${whole.size}.`
        const offset = Math.max(0, Math.floor(Number(params.get("offset") ?? 0)) || 0)
        const part = text.slice(offset, cutAt(text, offset + limit))
        const next = offset + part.length
        return next < text.length ? `${part}\n… next: offset=${next} of ${text.length}` : part
      }),
    updates: Stream.empty
  }

  const cap = (output: ToolOutput): ToolOutput => ({ ...output, content: output.content.map(capContent) })
  return { cap, resource }
}

import type { Piece, RunOutput } from "../../services/Runs.ts"

/** Bytes of a long output that are shown of its beginning and of its end. */
export interface Room {
  readonly head: number
  readonly tail: number
}

const encoder = new TextEncoder()

/** Lines of stderr are marked; a line that one stream left unfinished is ended before the other goes on. */
const marked = (pieces: ReadonlyArray<Piece>): string => {
  let text = ""
  let last: Piece["stream"] = "stdout"
  for (const { stream, text: added } of pieces) {
    if (text !== "" && stream !== last && !text.endsWith("\n")) text += "\n"
    const isStart = text === "" || text.endsWith("\n")
    text += stream === "stderr"
      ? `${isStart ? "[stderr] " : ""}${added.replaceAll(/\n(?=[^])/g, "\n[stderr] ")}`
      : added
    last = stream
  }
  return text
}

/** Whole lines, unless they are very long. */
const headOf = (text: string): string => {
  const end = text.lastIndexOf("\n") + 1
  return end > text.length / 2 ? text.slice(0, end) : text
}

const tailOf = (text: string): string => {
  const start = text.indexOf("\n") + 1
  return start > 0 && start < text.length / 2 ? text.slice(start) : text
}

const bytesOf = (text: string): number => encoder.encode(text).length

/** What a run wrote between two places, in its order; of what is long the beginning and the end. */
export const excerpt = (id: string, output: RunOutput, from: number, to: number, { head, tail }: Room): string => {
  if (to - from <= head + tail) return marked(output.pieces(from, to)).trimEnd()
  const begin = from + bytesOf(headOf(output.text(from, from + head)))
  const end = to - bytesOf(tailOf(output.text(to - tail, to)))
  return [
    marked(output.pieces(from, begin)).trimEnd(),
    `… ${end - begin} bytes left out; they are at executor://logs/${id}?offset=${begin}`,
    marked(output.pieces(end, to)).trimEnd()
  ].join("\n")
}

/** The beginning and the end of a text that is too long. Room in characters. */
export const bounded = (text: string, { head, tail }: Room): string =>
  text.length <= head + tail
    ? text
    : `${headOf(text.slice(0, head)).trimEnd()}\n… ${text.length - head - tail} characters left out\n${
      tailOf(text.slice(-tail))
    }`

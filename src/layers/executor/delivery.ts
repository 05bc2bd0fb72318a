import type { CommandEvent, Limit, Output } from "../../services/Executor.ts"
import { limitIn } from "./limits.ts"
import { type Lines, makeLines, type Piece } from "./lines.ts"
import type { Policy } from "./Policy.ts"

/** Makes events of what a command writes, and counts it. */
export interface Delivery {
  readonly push: (stream: Output["stream"], bytes: Uint8Array) => ReadonlyArray<CommandEvent>
  /** What both streams hold back of lines on which nothing happens (`Lines.flush`). */
  readonly flush: () => ReadonlyArray<CommandEvent>
  /** What is left of both streams, when nothing more is read. */
  readonly end: () => ReadonlyArray<CommandEvent>
  readonly counts: () => {
    readonly outputBytes: number
    readonly droppedBytes: number
    readonly limit: Limit | undefined
  }
}

/** Characters before a piece that are searched with it: a line that tells of a limit may come in several. */
const context = 1000

/** As much of a text as so many bytes of UTF-8 hold. */
export const startOf = (text: string, bytes: number): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(text).subarray(0, bytes), { stream: true })

/** Delivers up to `maxOutput` bytes of both streams together. What comes after is still searched for limits. */
export const makeDelivery = ({ longestPiece, maxOutput }: Pick<Policy, "longestPiece" | "maxOutput">): Delivery => {
  const lines = { stdout: makeLines(longestPiece), stderr: makeLines(longestPiece) }
  const before = { stdout: "", stderr: "" }
  const told = new Set<Limit["kind"]>()
  let limit: Limit | undefined
  let written = 0
  let dropped = 0
  let isFull = false

  const output = (stream: Output["stream"], piece: Piece, events: Array<CommandEvent>): void => {
    const size = Buffer.byteLength(piece.text)
    const left = maxOutput - written
    written += size
    if (isFull) dropped += size
    else if (size <= left) events.push({ _tag: "output", stream, ...piece })
    else {
      isFull = true
      const text = startOf(piece.text, left)
      dropped = size - Buffer.byteLength(text)
      if (text !== "") events.push({ _tag: "output", stream, text, index: piece.index, continues: false })
      events.push({ _tag: "overflow", maxOutput })
    }
  }

  const search = (stream: Output["stream"], { continues, text }: Piece, events: Array<CommandEvent>): void => {
    const line = `${before[stream]}${text}`
    before[stream] = continues ? line.slice(-context) : ""
    const found = limitIn(line)
    if (found === undefined) return
    limit = found
    if (told.has(found.kind)) return
    told.add(found.kind)
    events.push({ _tag: "limit", limit: found })
  }

  // One array for all: a read may hold tens of thousands of lines.
  const deliver = (stream: Output["stream"], pieces: ReadonlyArray<Piece>): ReadonlyArray<CommandEvent> => {
    const events: Array<CommandEvent> = []
    for (const piece of pieces) {
      output(stream, piece, events)
      search(stream, piece, events)
    }
    return events
  }
  const both = (take: (from: Lines) => ReadonlyArray<Piece>) => [
    ...deliver("stdout", take(lines.stdout)),
    ...deliver("stderr", take(lines.stderr))
  ]

  return {
    push: (stream, bytes) => deliver(stream, lines[stream].push(bytes)),
    flush: () => both(({ flush }) => flush()),
    end: () => both(({ end }) => end()),
    counts: () => ({ outputBytes: written, droppedBytes: dropped, limit })
  }
}

import type { Output } from "../../services/Executor.ts"

/** A line, or a part of a long one. */
export type Piece = Pick<Output, "text" | "index" | "continues">

/** Takes bytes as they were read and gives what has become whole. */
export interface Lines {
  readonly push: (bytes: Uint8Array) => ReadonlyArray<Piece>
  /** The line that is not finished, such as a question, where nothing has become whole since this was asked for last. */
  readonly flush: () => ReadonlyArray<Piece>
  /** What is left: a last line without a line feed, or a character of which some bytes never came. */
  readonly end: () => ReadonlyArray<Piece>
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff

/** Where to cut so that no character is taken apart. */
const cutAt = (text: string, longest: number): number =>
  isHighSurrogate(text.charCodeAt(longest - 1)) ? longest - 1 : longest

/**
 * Cuts a stream of UTF-8 into lines, and those into pieces of at most `longest` UTF-16 units (at least 2). A piece is
 * given as soon as it is full, so that a line without an end needs no more memory than that.
 */
export const makeLines = (longest: number): Lines => {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
  let rest = ""
  let index = 0
  let isStill = false
  const cut = (text: string, pieces: Array<Piece>): string => {
    let left = text
    while (left.length > longest) {
      const at = cutAt(left, longest)
      pieces.push({ text: left.slice(0, at), index: index++, continues: true })
      left = left.slice(at)
    }
    return left
  }
  const finish = (text: string, pieces: Array<Piece>): void => {
    pieces.push({ text, index, continues: false })
    index = 0
  }
  const take = (text: string): ReadonlyArray<Piece> => {
    const pieces: Array<Piece> = []
    const lines = `${rest}${text}`.split("\n")
    const last = lines.pop() ?? ""
    for (const line of lines) finish(cut(`${line}\n`, pieces), pieces)
    rest = cut(last, pieces)
    if (pieces.length > 0) isStill = false
    return pieces
  }
  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    flush: () => {
      const text = isStill ? rest : ""
      isStill = true
      if (text === "") return []
      rest = ""
      return [{ text, index: index++, continues: true }]
    },
    end: () => {
      const pieces = [...take(decoder.decode())]
      if (rest !== "" || index > 0) finish(rest, pieces)
      rest = ""
      return pieces
    }
  }
}

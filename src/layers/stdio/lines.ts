/** A line without its end, or how many bytes a line had that was longer than may be kept. */
export type Line = { readonly text: string } | { readonly dropped: number }

const newline = 0x0a

/**
 * Cuts a stream of bytes into lines; gives the lines that each chunk completes. Of a line above `limit` bytes nothing is
 * kept but its length, so that the one behind it is read.
 */
export const makeLines = (limit: number): (chunk: Buffer) => ReadonlyArray<Line> => {
  let parts: Array<Buffer> = []
  let size = 0

  const add = (part: Buffer): void => {
    size += part.length
    if (size <= limit) parts.push(part)
    else parts = []
  }
  const end = (): Line => {
    const line = size > limit ? { dropped: size } : { text: Buffer.concat(parts).toString("utf8") }
    parts = []
    size = 0
    return line
  }

  return (chunk) => {
    const lines: Array<Line> = []
    let from = 0
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, at))
      lines.push(end())
      from = at + 1
    }
    add(chunk.subarray(from))
    return lines
  }
}

import type { Output } from "../../services/Executor.ts"
import type { Piece, RunOutput } from "../../services/Runs.ts"

type Stream = Output["stream"]

const first = 4096

const streamOf = (span: number): Stream => span % 2 === 0 ? "stdout" : "stderr"

const isInside = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

/** The beginning of the character that has a byte here. */
const boundary = (bytes: Uint8Array, at: number): number => {
  let place = Math.min(Math.max(0, at), bytes.length)
  while (isInside(bytes[place])) place -= 1
  return place
}

/** The text between two places, and of a range within one character that character. */
const cut = (bytes: Buffer, from: number, to: number): string => {
  const start = boundary(bytes, from)
  let end = boundary(bytes, to)
  if (end <= start && to > from) {
    end = start + 1
    while (isInside(bytes[end])) end += 1
  }
  return bytes.toString("utf8", start, Math.max(start, end))
}

/** The output of a run as it came: both streams in one row of bytes, and where one ends and the other goes on. */
export class OutputLog implements RunOutput {
  #bytes = Buffer.alloc(0)
  #size = 0
  #dropped = 0
  /** Where the spans end; they belong to stdout and stderr by turns, and the first to stdout. */
  readonly #ends: Array<number> = [0]
  readonly #take: (bytes: number) => number

  /** `take` asks for room and gives how many bytes of it there are. */
  constructor(take: (bytes: number) => number) {
    this.#take = take
  }

  append(stream: Stream, text: string): void {
    const bytes = Buffer.byteLength(text)
    const room = this.#dropped > 0 ? 0 : this.#take(bytes)
    const kept = room < bytes ? boundary(Buffer.from(text), room) : bytes
    this.drop(bytes - kept)
    if (kept === 0) return
    this.#reserve(this.#size + kept)
    this.#bytes.write(text, this.#size, kept)
    this.#size += kept
    if (streamOf(this.#ends.length - 1) !== stream) this.#ends.push(this.#size)
    else this.#ends[this.#ends.length - 1] = this.#size
  }

  /** Counts bytes that never came here. */
  drop(bytes: number): void {
    this.#dropped += bytes
  }

  /** Nothing more comes: gives back the memory that was for more. */
  seal(): void {
    this.#bytes = Buffer.from(this.#bytes.subarray(0, this.#size))
  }

  #reserve(size: number): void {
    if (size <= this.#bytes.length) return
    const grown = Buffer.alloc(Math.max(size, this.#bytes.length * 2, first))
    this.#bytes.copy(grown, 0, 0, this.#size)
    this.#bytes = grown
  }

  /** The spans between two places. */
  #spans(from: number, to: number): ReadonlyArray<{ readonly stream: Stream; readonly bytes: Buffer }> {
    const spans: Array<{ readonly stream: Stream; readonly bytes: Buffer }> = []
    let start = 0
    for (const [index, end] of this.#ends.entries()) {
      const [low, high] = [Math.max(start, from), Math.min(end, to)]
      if (low < high) spans.push({ stream: streamOf(index), bytes: this.#bytes.subarray(low, high) })
      start = end
    }
    return spans
  }

  #whole(stream: Stream | undefined): Buffer {
    if (stream === undefined) return this.#bytes.subarray(0, this.#size)
    return Buffer.concat(this.#spans(0, this.#size).filter((span) => span.stream === stream).map(({ bytes }) => bytes))
  }

  size(stream?: Stream): number {
    if (stream === undefined) return this.#size
    return this.#spans(0, this.#size).reduce((sum, span) => span.stream === stream ? sum + span.bytes.length : sum, 0)
  }

  dropped(): number {
    return this.#dropped
  }

  pieces(from: number, to: number): ReadonlyArray<Piece> {
    const whole = this.#bytes.subarray(0, this.#size)
    return this.#spans(boundary(whole, from), boundary(whole, to))
      .map(({ bytes, stream }) => ({ stream, text: bytes.toString("utf8") }))
  }

  text(from: number, to: number, stream?: Stream): string {
    return cut(this.#whole(stream), from, to)
  }
}

import { crc32, inflateSync } from "node:zlib"

export interface Picture {
  readonly width: number
  readonly height: number
  /** 0xRRGGBB at a position inside the picture. */
  readonly at: (x: number, y: number) => number
}

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

const signature = Buffer.from("89504e470d0a1a0a", "hex")

const chunksOf = (file: Buffer): ReadonlyArray<Chunk> => {
  if (!file.subarray(0, 8).equals(signature)) throw new Error("no PNG signature")
  const chunks: Array<Chunk> = []
  for (let at = 8; at < file.length;) {
    const end = at + 8 + file.readUInt32BE(at)
    if (file.readUInt32BE(end) !== crc32(file.subarray(at + 4, end))) throw new Error("wrong CRC")
    chunks.push({ type: file.toString("latin1", at + 4, at + 8), data: file.subarray(at + 8, end) })
    at = end + 4
  }
  return chunks
}

const paeth = (left: number, up: number, corner: number): number => {
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(left + up - corner - value))
  if (a === undefined || b === undefined || c === undefined) throw new Error("unreachable")
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** Undoes the five filter types of a PNG of 3 bytes per pixel; the rows without their filter bytes. */
const unfilter = (bytes: Buffer, width: number, height: number): Uint8Array => {
  const stride = width * 3
  if (bytes.length !== (stride + 1) * height) throw new Error("wrong amount of pixel data")
  const out = new Uint8Array(stride * height)
  for (let index = 0; index < out.length; index += 1) {
    const row = Math.floor(index / stride)
    const left = index % stride >= 3 ? out[index - 3] ?? 0 : 0
    const up = out[index - stride] ?? 0
    const corner = index % stride >= 3 ? out[index - stride - 3] ?? 0 : 0
    const predictors = [0, left, up, (left + up) >> 1, paeth(left, up, corner)]
    const predictor = predictors[bytes[row * (stride + 1)] ?? -1]
    if (predictor === undefined) throw new Error("unknown filter type")
    out[index] = (bytes[index + row + 1] ?? 0) + predictor
  }
  return out
}

/** A reader for RGB PNG files of 8 bits per channel that shares no code with the encoder. */
export const readPng = (png: Uint8Array): Picture => {
  const chunks = chunksOf(Buffer.from(png))
  const [header, ...rest] = chunks
  if (header?.type !== "IHDR" || rest.at(-1)?.type !== "IEND") throw new Error("no IHDR first or no IEND last")
  if (header.data.toString("hex", 8) !== "0802000000") throw new Error("not RGB of 8 bits without interlace")
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)]
  const data = rest.filter(({ type }) => type === "IDAT").map(({ data }) => data)
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width, height)
  return {
    width,
    height,
    at: (x, y) => {
      const index = (y * width + x) * 3
      const [red, green, blue] = bytes.subarray(index, index + 3)
      if (x >= width || red === undefined || green === undefined || blue === undefined) throw new Error("outside")
      return (red << 16) | (green << 8) | blue
    }
  }
}

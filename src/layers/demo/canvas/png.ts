import { crc32, deflateSync } from "node:zlib"
import type { Surface } from "./Surface.ts"

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const bytes = Buffer.alloc(data.length + 12)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, "latin1")
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.length + 8)), data.length + 8)
  return bytes
}

const header = (width: number, height: number): Uint8Array => {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(width, 0)
  bytes.writeUInt32BE(height, 4)
  // 8 bits per channel, colour type 2 (RGB), then deflate, adaptive filters, no interlace: all 0
  bytes.set([8, 2], 8)
  return bytes
}

// Filter type 0 (none) on every row: flat widgets and repeated glyphs are repeated bytes, which a filter would break up
const scanlines = ({ height, pixels, width }: Surface): Uint8Array => {
  const bytes = new Uint8Array(height * (1 + width * 3))
  let at = 0
  for (const [index, color] of pixels.entries()) {
    if (index % width === 0) at += 1
    bytes[at] = color >> 16
    bytes[at + 1] = color >> 8
    bytes[at + 2] = color
    at += 3
  }
  return bytes
}

/** The surface as an RGB PNG file of 8 bits per channel. */
export const encode = (surface: Surface): Uint8Array =>
  Buffer.concat([
    signature,
    chunk("IHDR", header(surface.width, surface.height)),
    chunk("IDAT", deflateSync(scanlines(surface))),
    chunk("IEND", new Uint8Array())
  ])

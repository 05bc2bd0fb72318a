import type { Surface } from "./Surface.ts"
import { make } from "./Surface.ts"

const clamp = (value: number, lowest: number, highest: number): number =>
  Math.min(Math.max(Math.round(value), lowest), highest)

/** A copy of a region, clamped to the surface: at least one pixel of it. */
export const crop = (source: Surface, x: number, y: number, w: number, h: number): Surface => {
  const left = clamp(x, 0, source.width - 1)
  const top = clamp(y, 0, source.height - 1)
  const width = clamp(x + w, left + 1, source.width) - left
  const height = clamp(y + h, top + 1, source.height) - top
  const pixels = new Uint32Array(width * height)
  for (let row = 0; row < height; row += 1) {
    const start = (top + row) * source.width + left
    pixels.set(source.pixels.subarray(start, start + width), row * width)
  }
  return make(width, height, pixels)
}

type Share = readonly [index: number, weight: number]

/** For each pixel of a scaled axis, the pixels of the source axis under it and the share of each. */
const shares = (from: number, to: number): ReadonlyArray<ReadonlyArray<Share>> =>
  Array.from({ length: to }, (_, position) => {
    const start = (position * from) / to
    const end = ((position + 1) * from) / to
    const first = Math.floor(start)
    return Array.from({ length: Math.ceil(end) - first }, (_, offset): Share => {
      const index = first + offset
      return [index, (Math.min(end, index + 1) - Math.max(start, index)) / (end - start)]
    }).filter(([index, weight]) => index < from && weight > 1e-9)
  })

/** A scaled copy: each pixel is the mean of the area under it, so whole factors up keep every pixel sharp. */
export const scale = (source: Surface, factor: number): Surface => {
  const width = Math.max(1, Math.round(source.width * factor))
  const height = Math.max(1, Math.round(source.height * factor))
  const columns = shares(source.width, width)
  const pixels = new Uint32Array(width * height)
  for (const [y, lines] of shares(source.height, height).entries()) {
    for (const [x, cells] of columns.entries()) {
      let red = 0
      let green = 0
      let blue = 0
      for (const [line, high] of lines) {
        for (const [cell, wide] of cells) {
          const color = source.pixels[line * source.width + cell] ?? 0
          const weight = high * wide
          red += ((color >> 16) & 0xff) * weight
          green += ((color >> 8) & 0xff) * weight
          blue += (color & 0xff) * weight
        }
      }
      pixels[y * width + x] = (Math.round(red) << 16) | (Math.round(green) << 8) | Math.round(blue)
    }
  }
  return make(width, height, pixels)
}

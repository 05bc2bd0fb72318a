import * as Effect from "effect/Effect"
import type { Progress } from "./fetchFile.ts"

const width = 24
const mebi = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

/** A bar on one line of a terminal, drawn again for every percent or 256 KiB. */
export const makeProgressBar = (write: (text: string) => Effect.Effect<void>): Progress => {
  let shown = -1
  return (done, total) => {
    const step = total === undefined ? Math.floor(done / 262_144) : Math.floor((done / total) * 100)
    if (step === shown) return Effect.void
    shown = step
    if (total === undefined) return write(`\r${mebi(done)} MiB`)
    const full = Math.floor((done / total) * width)
    const end = done >= total ? "\n" : ""
    return write(`\r[${"#".repeat(full)}${" ".repeat(width - full)}] ${step} % of ${mebi(total)} MiB${end}`)
  }
}

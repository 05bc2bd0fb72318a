import * as Effect from "effect/Effect"
import type { Readable } from "node:stream"

/** Reads a pipe piece by piece. Between two reads at most Node's own buffer is filled, and then the writer waits. */
export interface Pipe {
  /** The next bytes; undefined at the end. One reader at a time. */
  readonly read: Effect.Effect<Uint8Array | undefined>
  /** Lets go of it: who still writes to it is told so by the system. */
  readonly close: () => void
}

/** A pipe that has ended. */
export const noPipe: Pipe = { read: Effect.undefined, close: () => undefined }

const idle = (): void => undefined

export const makePipe = (stream: Readable): Pipe => {
  let ended = false
  let look = idle
  const over = (): void => {
    ended = true
    look()
  }
  stream.on("readable", () => look())
  stream.on("end", over)
  stream.on("close", over)
  stream.on("error", over)
  return {
    read: Effect.callback<Uint8Array | undefined>((resume) => {
      const given = (bytes: Uint8Array | undefined): void => {
        look = idle
        resume(Effect.succeed(bytes))
      }
      look = () => {
        const bytes: Uint8Array | null = ended ? null : stream.read()
        if (bytes !== null) given(bytes)
        else if (ended) given(undefined)
      }
      look()
      return Effect.sync(() => {
        look = idle
      })
    }),
    close: () => void stream.destroy()
  }
}

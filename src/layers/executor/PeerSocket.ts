import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type { WebSocket } from "ws"

/** Bytes that may wait for a slow reader before who sends has to wait too. */
const highWater = 1024 * 1024
/** Bytes at which it is cut off: it asks and asks and reads no answer. */
const mostWaiting = 16 * highWater
/** Frames that may wait to be looked at. */
const mostFrames = 256

/** A client's connection. */
export interface Peer {
  /** The next text; undefined when the connection has ended. */
  readonly next: Effect.Effect<string | undefined>
  /** Sends a text; false where more should wait for `drained`. Without effect on a connection that has ended. */
  readonly post: (text: string) => boolean
  /** There is room again, or nobody left to send to. */
  readonly drained: Effect.Effect<void>
  /** Asks for a sign of life by a ping frame, which every WebSocket answers by itself. */
  readonly ping: () => void
  /** Grows with every sign of life: frames of any kind, and the taking of what had to wait. */
  readonly signs: () => number
  /** Ends the connection at once. */
  readonly cut: () => void
  readonly close: (code: number, reason: string) => Effect.Effect<void>
  /** Says goodbye because the service ends, and waits a little for the answer. */
  readonly leave: Effect.Effect<void>
}

const closing = (socket: WebSocket, code: number, reason: string) =>
  Effect.callback<void>((resume) => {
    if (socket.readyState === socket.CLOSED) return resume(Effect.void)
    socket.once("close", () => resume(Effect.void))
    socket.close(code, reason)
  })

/** Frames that were received. */
export type Frames = Queue.Queue<string, Cause.Done>

/** To be called when the socket has just opened, before its first frame. */
export const makePeer = (socket: WebSocket, frames: Frames): Peer => {
  const waiters = new Set<() => void>()
  let signs = 0
  const live = (): void => {
    signs += 1
  }
  const hasRoom = (): boolean => socket.readyState !== socket.OPEN || socket.bufferedAmount < highWater
  const wake = (): void => {
    if (!hasRoom()) return
    for (const waiter of waiters) waiter()
    waiters.clear()
  }
  socket.on("ping", live)
  socket.on("pong", live)
  socket.on("message", (data) => {
    live()
    Queue.offerUnsafe(frames, data.toString())
    if (Queue.sizeUnsafe(frames) > mostFrames) socket.pause()
  })
  socket.on("error", () => socket.terminate())
  socket.on("close", () => {
    Queue.endUnsafe(frames)
    wake()
  })
  return {
    next: Queue.take(frames).pipe(
      Effect.tap(() => Effect.sync(() => socket.isPaused && socket.resume())),
      Effect.catchTag("Done", () => Effect.undefined)
    ),
    post: (text) => {
      if (socket.readyState !== socket.OPEN) return true
      let waited = false
      socket.send(text, () => {
        if (waited) live()
        wake()
      })
      waited = socket.bufferedAmount > 0
      if (socket.bufferedAmount > mostWaiting) socket.terminate()
      return hasRoom()
    },
    drained: Effect.callback<void>((resume) => {
      if (hasRoom()) return resume(Effect.void)
      const waiter = (): void => resume(Effect.void)
      waiters.add(waiter)
      return Effect.sync(() => void waiters.delete(waiter))
    }),
    ping: () => {
      if (socket.readyState === socket.OPEN) socket.ping()
    },
    signs: () => signs,
    cut: () => socket.terminate(),
    close: (code, reason) => closing(socket, code, reason),
    leave: closing(socket, 1001, "the executor ends")
  }
}

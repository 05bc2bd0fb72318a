import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { WebSocket } from "ws"
import { until } from "../mcp/until.ts"

/** A frame as it arrived. */
export type Frame = Readonly<Record<string, unknown>>

export interface Closed {
  readonly code: number
  readonly reason: string
}

/** A WebSocket client that keeps what it gets. */
export interface Watcher {
  readonly frames: ReadonlyArray<Frame>
  readonly send: (text: string | Uint8Array) => void
  /** Reads nothing any more; its kernel's buffers fill up. */
  readonly stop: () => void
  readonly resume: () => void
  readonly pings: () => number
  /** How it was closed, by whichever side. */
  readonly closed: Effect.Effect<Closed>
  readonly untilType: (type: string) => Effect.Effect<Frame>
}

const parse = (text: string): Frame => {
  const frame: unknown = JSON.parse(text)
  return Predicate.isObject(frame) ? { ...frame } : { unparsed: text }
}

/** Opens a WebSocket; fails with the status of an answer that refuses it. It is ended with the scope. */
export const watch = Effect.fn("Watcher.watch")(
  function*(
    url: string,
    headers: Readonly<Record<string, string>> = {},
    options: { readonly autoPong?: boolean } = {}
  ) {
    const frames: Array<Frame> = []
    let closed: Closed | undefined
    let pings = 0
    const socket = yield* Effect.acquireRelease(
      Effect.sync(() => new WebSocket(url, { headers: { ...headers }, autoPong: true, ...options })),
      (socket) => Effect.sync(() => socket.terminate())
    )
    socket.on("message", (data) => void frames.push(parse(String(data))))
    socket.on("ping", () => void (pings += 1))
    socket.on("close", (code, reason) => {
      closed ??= { code, reason: String(reason) }
    })
    yield* Effect.callback<void, { readonly status: number }>((resume) => {
      socket.once("open", () => resume(Effect.void))
      socket.once("unexpected-response", (_request, response) => {
        response.resume()
        resume(Effect.fail({ status: response.statusCode ?? 0 }))
      })
      socket.on("error", () => resume(Effect.fail({ status: 0 })))
    })
    const shown = () => JSON.stringify({ frames, closed })
    const watcher: Watcher = {
      frames,
      send: (text) => socket.send(text),
      stop: () => socket.pause(),
      resume: () => socket.resume(),
      pings: () => pings,
      closed: until("the end of the WebSocket", () => closed, shown),
      untilType: (type) => until(type, () => frames.find((frame) => frame["type"] === type), shown)
    }
    return watcher
  }
)

/** The values of a field of all frames that have it. */
export const all = ({ frames }: Watcher, field: string): ReadonlyArray<unknown> =>
  frames.flatMap((frame) => field in frame ? [frame[field]] : [])

import * as Effect from "effect/Effect"
import type { Duplex } from "node:stream"
import type { WebSocket } from "ws"
import { type Connection, type Handlers, OpenFailed } from "./connection.ts"

const maxPayload = 256 * 1024 * 1024

/**
 * `agent: false` is an agent of the connection's own, which reads no proxy variable, as the global one may.
 * `closeTimeout`: ws would cut the connection 30 s after a close frame that a blocked application cannot answer.
 */
const options = { agent: false, perMessageDeflate: false, maxPayload, closeTimeout: 2_147_483_647 }

/** How long leaving waits for the probe's own close frame. The socket is not cut after it: that would crash the app. */
const farewell = "700 millis"

/**
 * The probe's socket has Nagle's algorithm on and our kernel delays its ACK, so an answer of more than one segment
 * waits some 43 ms for nothing. A ping sent the moment its first part has arrived carries the ACK with it
 * (probe protocol notes §17).
 */
const hurryLargeAnswers = (socket: WebSocket, stream: Duplex, awaiting: () => boolean): void => {
  let messages = 0
  let seen = 0
  let hurried = false
  socket.on("message", () => {
    messages += 1
    hurried = false
  })
  stream.on("data", () => {
    const unfinished = messages === seen
    seen = messages
    if (unfinished && !hurried && awaiting() && socket.readyState === socket.OPEN) {
      hurried = true
      socket.ping()
    }
  })
}

const leave = (socket: WebSocket) =>
  Effect.callback<void>((resume) => {
    if (socket.readyState === socket.CLOSED) return resume(Effect.void)
    socket.once("close", () => resume(Effect.void))
    socket.close(1000)
  }).pipe(Effect.timeoutOption(farewell), Effect.asVoid)

const failure = (url: string, cause: Error & { readonly code?: string }): OpenFailed => {
  const reason = cause.code === "ECONNREFUSED"
    ? "nothing listens there"
    : cause.message === ""
    ? cause.code ?? "no connection"
    : cause.message
  return new OpenFailed({ reason: reason.replace(url, "").trim() })
}

/** Opens a WebSocket to the probe, without a proxy whatever the environment says. */
export const openWebSocket = Effect.fn("Transport.open")(function*(url: string, handlers: Handlers) {
  const { WebSocket } = yield* Effect.promise(() => import("ws"))
  const connect = Effect.callback<{ readonly socket: WebSocket; readonly server: string }, OpenFailed>((resume) => {
    const socket = new WebSocket(url, options)
    let server = ""
    let stream: Duplex | undefined
    socket.once("upgrade", (response) => {
      server = String(response.headers.server ?? "")
      stream = response.socket
    })
    socket.once("open", () => {
      stream?.on("data", handlers.onActivity)
      if (stream !== undefined) hurryLargeAnswers(socket, stream, handlers.awaiting)
      socket.on("close", (code, reason) => handlers.onClose({ code, reason: reason.toString("utf8") }))
      resume(Effect.succeed({ socket, server }))
    })
    socket.on("message", (data, isBinary) => handlers.onMessage(isBinary ? "" : data.toString()))
    socket.on("error", (cause) => resume(Effect.fail(failure(url, cause))))
    return Effect.sync(() => {
      if (socket.readyState === socket.CONNECTING) socket.terminate()
    })
  })
  const { server, socket } = yield* Effect.acquireRelease(connect, ({ socket }) => leave(socket), {
    interruptible: true
  })
  const connection: Connection = {
    server,
    send: (text) => socket.send(text),
    isOpen: () => socket.readyState === socket.OPEN
  }
  return connection
})

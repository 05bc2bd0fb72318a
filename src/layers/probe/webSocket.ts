import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type { Duplex } from "node:stream"
import type { WebSocket } from "ws"
import type { Closed, Connection, Handlers } from "./connection.ts"
import { OpenFailed } from "./connection.ts"
import { hurryLargeAnswers } from "./hurry.ts"

/** The largest message that is read, in bytes. */
const maxPayload = 256 * 1024 * 1024

/**
 * `agent: false` is an agent of the connection's own, which reads no proxy variable, as the global one may.
 * `closeTimeout`: ws would cut the connection 30 s after a close frame that a blocked application cannot answer.
 * `skipUTF8Validation`: text that is no UTF-8 costs its own frame, not the connection.
 */
const options = { agent: false, perMessageDeflate: false, skipUTF8Validation: true, closeTimeout: 2_147_483_647 }

/** How long leaving waits for the probe's own close frame. The socket is not cut after it: that would crash the app. */
const farewell = "700 millis"

const leave = (socket: WebSocket) =>
  Effect.callback<void>((resume) => {
    if (socket.readyState === socket.CLOSED) return resume(Effect.void)
    socket.once("close", () => resume(Effect.void))
    // The other side's close frame has to be read.
    if (socket.isPaused) socket.resume()
    if (socket.readyState === socket.CONNECTING) socket.terminate()
    else socket.close(1000)
  }).pipe(Effect.timeoutOption(farewell), Effect.asVoid)

type Cause = Error & { readonly code?: string }

const failure = (url: string, cause: Cause): OpenFailed => {
  const reason = cause.code === "ECONNREFUSED"
    ? "nothing listens there"
    : cause.message === ""
    ? cause.code ?? "no connection"
    : cause.message
  return new OpenFailed({ reason: reason.replace(url, "").trim() })
}

const brokenBy = (cause: Cause): Closed =>
  cause.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH"
    ? { code: 1009, reason: "the answer is larger than this bridge reads" }
    : { code: 1006, reason: cause.message }

/** The socket with all its listeners: they have to be there before the first event. */
const listen = (socket: WebSocket, url: string, handlers: Handlers) => {
  const opened = Deferred.makeUnsafe<string, OpenFailed>()
  let open = false
  let server = ""
  let stream: Duplex | undefined
  const ended = (closed: Closed): void => {
    if (open) handlers.onClose(closed)
    open = false
  }
  socket.once("upgrade", (response) => {
    server = String(response.headers.server ?? "")
    stream = response.socket
  })
  socket.once("open", () => {
    open = true
    if (stream !== undefined) hurryLargeAnswers(socket, stream, handlers)
    Deferred.doneUnsafe(opened, Effect.succeed(server))
  })
  socket.on("message", (data, isBinary) => handlers.onMessage(isBinary ? "" : data.toString()))
  socket.on("error", (cause) => {
    Deferred.doneUnsafe(opened, Effect.fail(failure(url, cause)))
    // Nothing more is read of this connection, though its close event may be long in coming.
    ended(brokenBy(cause))
  })
  socket.on("close", (code, reason) => ended({ code, reason: reason.toString("utf8") }))
  return { socket, opened }
}

export interface OpenOptions {
  readonly maxPayload: number
  /** Of the handshake. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A transport over WebSockets, without a proxy whatever the environment says. */
export const makeOpen = (own: OpenOptions) =>
  Effect.fn("Transport.open")(function*(url: string, handlers: Handlers) {
    const { WebSocket } = yield* Effect.promise(() => import("ws"))
    const { opened, socket } = yield* Effect.acquireRelease(
      Effect.try({
        try: () => listen(new WebSocket(url, { ...options, ...own }), url, handlers),
        catch: (cause) => new OpenFailed({ reason: cause instanceof Error ? cause.message : "not an address" })
      }),
      ({ socket }) => leave(socket)
    )
    const server = yield* Deferred.await(opened)
    const connection: Connection = {
      server,
      send: (text) => socket.send(text),
      isOpen: () => socket.readyState === socket.OPEN,
      listen: (on) => on ? socket.resume() : socket.pause()
    }
    return connection
  })

export const openWebSocket = makeOpen({ maxPayload })

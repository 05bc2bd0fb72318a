import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { createServer } from "node:http"
import type { IncomingMessage } from "node:http"
import type { Socket } from "node:net"
import { WebSocket, WebSocketServer } from "ws"
import { splitFrame } from "./SplitFrame.ts"

/** The demo application could not listen. */
export class DemoFailed extends Schema.TaggedError<DemoFailed>()("DemoFailed", {
  reason: Schema.String,
  port: Schema.Finite
}) {
  override get message(): string {
    return `The demo application could not listen on port ${this.port}: ${this.reason}`
  }
}

/** One client's connection. */
export interface Link {
  readonly send: (text: string) => void
  readonly sendBinary: (bytes: Uint8Array) => void
  /** Writes a text frame in two segments; the second waits for the next bytes of the client. */
  readonly sendSplit: (text: string) => void
  readonly close: (code: number, reason: string) => void
  /** Destroys the TCP connection: the client sees 1006. */
  readonly destroy: () => void
  /** A deaf link answers neither ping nor close; ending it answers what came meanwhile. */
  readonly deaf: (deaf: boolean) => void
}

export interface SocketEvents {
  readonly server: string
  readonly now: () => number
  readonly opened: (link: Link) => void
  readonly received: (link: Link, text: string) => void
  readonly closed: (link: Link) => void
  /** Whether pings and close frames are answered at all. */
  readonly answersPing: () => boolean
  readonly answersClose: () => boolean
}

/** A server-side socket whose half of the close handshake can be held back. */
class HeldSocket extends WebSocket {
  isHeld: () => boolean = () => false
  #pending: (() => void) | undefined

  override close(code?: number, data?: string | Buffer): void {
    if (this.isHeld()) this.#pending = () => super.close(code, data)
    else super.close(code, data)
  }

  releaseClose(): void {
    this.#pending?.()
    this.#pending = undefined
  }
}

const wire = (socket: HeldSocket, tcp: Socket, events: SocketEvents): Link => {
  let deaf = false
  let pongs: Array<Buffer> = []
  let splitting: (() => void) | undefined
  let waiting: Array<() => void> = []
  const answerPings = (): void => {
    for (const payload of pongs) socket.pong(payload)
    pongs = []
  }
  const whenWhole = (write: () => void): void => {
    if (splitting === undefined) write()
    else waiting.push(write)
  }
  const send = (text: string): void =>
    whenWhole(() => {
      if (socket.readyState <= WebSocket.OPEN || socket.isHeld()) socket.send(text)
    })
  const link: Link = {
    send,
    sendBinary: (bytes) => whenWhole(() => socket.send(bytes)),
    sendSplit: (text) =>
      whenWhole(() => {
        const [first, second] = splitFrame(text)
        tcp.write(first)
        splitting = () => void tcp.write(second)
      }),
    close: (code, reason) => socket.close(code, reason),
    destroy: () => void tcp.destroy(),
    deaf: (wanted) => {
      deaf = wanted
      if (deaf) return
      whenWhole(answerPings)
      whenWhole(() => socket.releaseClose())
    }
  }
  socket.isHeld = () => deaf || !events.answersClose()
  tcp.on("data", () => {
    if (splitting === undefined) return
    splitting()
    splitting = undefined
    const pending = waiting
    waiting = []
    for (const write of pending) whenWhole(write)
  })
  socket.on("ping", (payload) => {
    if (!events.answersPing()) return
    pongs.push(payload)
    if (!deaf) whenWhole(answerPings)
  })
  socket.on("message", (data, binary) => {
    if (!binary) events.received(link, data.toString())
  })
  socket.on("error", () => tcp.destroy())
  socket.on("close", () => events.closed(link))
  return link
}

const acceptHeaders = (request: IncomingMessage, now: number): Array<string> => [
  "access-control-allow-credentials: false",
  "access-control-allow-methods: GET",
  "access-control-allow-headers: content-type",
  `access-control-allow-origin: ${request.headers.origin ?? "*"}`,
  `date: ${new Date(now).toUTCString()}`
]

export interface Listening {
  readonly port: number
  /** Closes the port and destroys every connection: what a dead process leaves. */
  readonly kill: () => void
}

/** Listens with the probe's manners: any path and origin, no subprotocol, no HTTP answer. */
export const listen = (
  port: number,
  host: string,
  events: SocketEvents
): Effect.Effect<Listening, DemoFailed, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.callback<Listening, DemoFailed>((resume) => {
      const connections = new Set<Socket>()
      const http = createServer((request) => void request.socket.destroy())
      const sockets = new WebSocketServer({
        noServer: true,
        WebSocket: HeldSocket,
        autoPong: false,
        maxPayload: 0,
        handleProtocols: () => false
      })
      const kill = (): void => {
        http.close()
        for (const tcp of connections) tcp.destroy()
      }
      sockets.on("headers", (headers, request) =>
        headers.push(`Server: ${events.server}`, ...acceptHeaders(request, events.now())))
      http.on("connection", (tcp) => {
        connections.add(tcp)
        tcp.on("close", () =>
          void connections.delete(tcp))
      })
      http.on("upgrade", (request, tcp, head) => {
        sockets.handleUpgrade(request, tcp, head, (socket) => events.opened(wire(socket, request.socket, events)))
      })
      http.once("error", (error) => resume(Effect.fail(new DemoFailed({ reason: error.message, port }))))
      http.listen(port, host, () => {
        const address = http.address()
        const bound = typeof address === "object" && address !== null ? address.port : port
        resume(Effect.succeed({ port: bound, kill }))
      })
    }),
    (listening) => Effect.sync(listening.kill)
  )

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
}

export interface SocketEvents {
  readonly server: string
  readonly now: () => number
  readonly opened: (link: Link) => void
  readonly received: (link: Link, text: string) => void
  readonly closed: (link: Link) => void
  /** A ping arrived; `answer` sends the pong. The GUI thread answers it, in the order of the frames. */
  readonly pinged: (link: Link, answer: () => void) => void
  /** The client sent a close frame; `proceed` completes the handshake. */
  readonly closing: (link: Link, proceed: () => void) => void
}

/** A server-side socket that lets somebody decide when a client's close frame is answered. */
class HeldSocket extends WebSocket {
  onConclude: (proceed: () => void) => void = (proceed) => proceed()
  #mine = false

  override close(code?: number, data?: string | Buffer): void {
    if (this.#mine) super.close(code, data)
    else this.onConclude(() => super.close(code, data))
  }

  /** The server's own wish to close. */
  end(code: number, reason: string): void {
    this.#mine = true
    super.close(code, reason)
  }
}

/** Runs writes one after the other, with a hole while half of a frame waits for the client's next bytes. */
const makeWriter = (tcp: Socket) => {
  let rest: (() => void) | undefined
  let waiting: Array<() => void> = []
  const whole = (write: () => void): void => {
    if (rest === undefined) write()
    else waiting.push(write)
  }
  tcp.on("data", () => {
    if (rest === undefined) return
    rest()
    rest = undefined
    const pending = waiting
    waiting = []
    for (const write of pending) whole(write)
  })
  return {
    whole,
    split: (text: string): void => {
      const [first, second] = splitFrame(text)
      tcp.write(first)
      rest = () => void tcp.write(second)
    }
  }
}

const wire = (socket: HeldSocket, tcp: Socket, events: SocketEvents): Link => {
  const writer = makeWriter(tcp)
  const open = (): boolean => socket.readyState === WebSocket.OPEN
  const whenOpen = (write: () => void): void =>
    writer.whole(() => {
      if (open()) write()
    })
  const link: Link = {
    send: (text) => whenOpen(() => socket.send(text)),
    sendBinary: (bytes) => whenOpen(() => socket.send(bytes)),
    sendSplit: (text) => writer.whole(() => writer.split(text)),
    close: (code, reason) => socket.end(code, reason),
    destroy: () => void tcp.destroy()
  }
  socket.onConclude = (proceed) => events.closing(link, proceed)
  socket.on("ping", (payload) => events.pinged(link, () => whenOpen(() => socket.pong(payload))))
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

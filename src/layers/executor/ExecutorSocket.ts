import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import { type IncomingMessage, ServerResponse } from "node:http"
import type { Socket } from "node:net"
import { WebSocketServer } from "ws"
import type { HttpAddress } from "../../services/Settings.ts"
import type { Knock } from "../http/door/Door.ts"
import { createServer, type Limits } from "../http/door/limits.ts"
import { ListenFailed, reasonOf, written } from "../http/listen.ts"
import { type Frames, makePeer, type Peer } from "./PeerSocket.ts"

/** Somebody at the door, with a plain request or one that wants to become a WebSocket. */
export interface Visitor extends Knock {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly wantsSocket: boolean
  readonly answer: (status: number, body: unknown, headers?: Readonly<Record<string, string>>) => Effect.Effect<void>
  /** Lets it in until the end of the scope; undefined where it has gone, or its handshake is none. */
  readonly accept: Effect.Effect<Peer | undefined, never, Scope.Scope>
}

export interface Listening {
  readonly port: number
  readonly visitors: Queue.Dequeue<Visitor>
}

/** `closeTimeout`: milliseconds the other side may take to answer a close frame; then the connection is cut. */
const socketOptions = { noServer: true, clientTracking: false, perMessageDeflate: false, closeTimeout: 700 }

const common = (request: IncomingMessage) => ({
  headers: request.headers,
  address: request.socket.remoteAddress,
  method: request.method ?? "",
  path: (request.url ?? "").replace(/\?.*$/s, "")
})

const answerWith = (response: ServerResponse): Visitor["answer"] => (status, body, headers = {}) =>
  Effect.sync(() => {
    const type = { "content-type": "application/json", "cache-control": "no-store" }
    response.writeHead(status, { ...type, ...headers }).end(`${JSON.stringify(body)}\n`)
  })

/** A response on a connection that Node has left to its upgrade. */
const responseOn = (request: IncomingMessage, tcp: Socket): ServerResponse => {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(tcp)
  response.once("finish", () => tcp.destroySoon())
  return response
}

const upgrade = Effect.fnUntraced(function*(sockets: WebSocketServer, request: IncomingMessage, head: Buffer) {
  const frames: Frames = yield* Queue.unbounded<string, Cause.Done>()
  return yield* Effect.callback<Peer | undefined>((resume) => {
    const tcp = request.socket
    if (tcp.destroyed) return resume(Effect.undefined)
    tcp.once("close", () => resume(Effect.undefined))
    sockets.handleUpgrade(request, tcp, head, (socket) => resume(Effect.succeed(makePeer(socket, frames))))
  })
})

const open = (visitors: Queue.Queue<Visitor>, limits: Limits) => {
  const server = createServer(limits)
  const connections = new Set<Socket>()
  const sockets = new WebSocketServer({ ...socketOptions, maxPayload: limits.frameBytes })
  server.on("connection", (tcp) => {
    connections.add(tcp)
    tcp.on("error", () => tcp.destroy())
    tcp.once("close", () => connections.delete(tcp))
  })
  server.on("request", (request, response) => {
    Queue.offerUnsafe(visitors, {
      ...common(request),
      wantsSocket: false,
      answer: answerWith(response),
      accept: Effect.undefined
    })
  })
  server.on("upgrade", (request, _, head) => {
    Queue.offerUnsafe(visitors, {
      ...common(request),
      wantsSocket: request.headers.upgrade?.toLowerCase() === "websocket",
      answer: (...given) => Effect.suspend(() => answerWith(responseOn(request, request.socket))(...given)),
      accept: Effect.acquireRelease(
        upgrade(sockets, request, head),
        (peer) => peer === undefined ? Effect.void : peer.leave
      )
    })
  })
  return { server, connections }
}

/** Listens until the end of the scope. Who comes waits in `visitors`, and nobody is let in by himself. */
export const listen = Effect.fn("Executor.listen")(
  function*(address: HttpAddress, limits: Limits): Effect.fn.Return<Listening, ListenFailed, Scope.Scope> {
    const visitors = yield* Queue.unbounded<Visitor>()
    const { server } = yield* Effect.acquireRelease(
      Effect.sync(() => open(visitors, limits)),
      ({ connections, server }) =>
        Effect.sync(() => {
          server.close()
          for (const tcp of connections) tcp.destroySoon()
        })
    )
    const port = yield* Effect.callback<number, ListenFailed>((resume) => {
      server.once(
        "error",
        (cause) => resume(Effect.fail(new ListenFailed({ address: written(address), reason: reasonOf(cause) })))
      )
      server.listen(address.port, address.host.replace(/^\[(.*)\]$/, "$1"), () => {
        const bound = server.address()
        resume(Effect.succeed(typeof bound === "object" && bound !== null ? bound.port : address.port))
      })
    })
    return { port, visitors }
  }
)

import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { WebSocket, WebSocketServer } from "ws"
import { webSocketServer } from "../webSocketServer.ts"

const decodeRequest = Schema.decodeSync(
  Schema.fromJsonString(Schema.Struct({ id: Schema.Int, method: Schema.String }))
)

/** A WebSocket server that answers what a connection begins with, and nothing else. */
export interface PlainProbe {
  readonly url: string
  readonly port: number
  /** The methods that were asked for. */
  readonly methods: () => ReadonlyArray<string>
  /** How the connections ended: 1000 is polite, 1006 a cut. */
  readonly closes: () => ReadonlyArray<number>
  /** From now on nothing that comes is read, not even a close frame. */
  readonly freeze: () => void
}

const enveloped = (result: object) => ({ result, meta: {} })

const answers: Readonly<Record<string, unknown>> = {
  ping: "pong",
  "chr.tabsContext": enveloped({ windows: [], count: 0 }),
  "qt.objects.tree": enveloped({ id: "", className: "Root" }),
  "qt.version": enveloped({ name: "qtPilot", version: "0.1.0", protocol: "jsonrpc-2.0" }),
  "qt.objects.search": enveloped({ objects: [], count: 0, truncated: false })
}

/** Milliseconds an answer takes, as an application's would. */
const delay = 20

const serve = (server: WebSocketServer): PlainProbe => {
  const methods: Array<string> = []
  const closes: Array<number> = []
  const sockets: Array<WebSocket> = []
  server.on("connection", (socket) => {
    sockets.push(socket)
    socket.on("close", (code) => closes.push(code))
    socket.on("message", (data) => {
      const { id, method } = decodeRequest(data.toString())
      methods.push(method)
      if (!(method in answers)) return
      setTimeout(() => socket.send(JSON.stringify({ jsonrpc: "2.0", id, result: answers[method] })), delay)
    })
  })
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return {
    url: `ws://127.0.0.1:${port}`,
    port,
    methods: () => methods,
    closes: () => closes,
    freeze: () => {
      for (const socket of sockets) socket.pause()
    }
  }
}

/** Listens on a free port until the scope ends. */
export const listen = Effect.map(webSocketServer, serve)

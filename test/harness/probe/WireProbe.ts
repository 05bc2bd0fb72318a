import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type WebSocket, WebSocketServer } from "ws"

const decodeRequest = Schema.decodeSync(
  Schema.fromJsonString(Schema.Struct({ id: Schema.Int, method: Schema.String, params: Schema.Unknown }))
)

export interface WireRequest {
  readonly id: number
  readonly method: string
  readonly socket: WebSocket
  /** The usual answer. */
  readonly answer: (result: unknown) => void
}

/** What is done instead of the usual answer; false where nothing was. */
export type Reaction = (request: WireRequest) => boolean

const usual: Readonly<Record<string, unknown>> = {
  ping: "pong",
  echo: "echo",
  "qt.version": { result: { name: "qtPilot", version: "0.1.0" }, meta: {} },
  "chr.tabsContext": { result: { windows: [], count: 0 }, meta: {} },
  "qt.objects.tree": { result: { id: "", className: "Root" }, meta: {} },
  "qt.objects.search": { result: { objects: [], count: 0, truncated: false }, meta: {} }
}

/** A WebSocket server that answers as a probe does, but for what a test does instead. */
export const listen = Effect.fnUntraced(function*(react: Reaction = () => false) {
  const server = yield* Effect.acquireRelease(
    Effect.callback<WebSocketServer>((resume) => {
      const made = new WebSocketServer({ host: "127.0.0.1", port: 0, maxPayload: 300 * 1024 * 1024 })
      made.once("listening", () => resume(Effect.succeed(made)))
    }),
    (made) =>
      Effect.sync(() => {
        for (const client of made.clients) client.terminate()
        made.close()
      })
  )
  const closes: Array<number> = []
  const methods: Array<string> = []
  const frames = { pings: 0, pongs: 0 }
  server.on("headers", (headers) => headers.push("Server: qtPilot"))
  server.on("connection", (socket) => {
    socket.on("close", (code) => closes.push(code))
    socket.on("ping", () => void (frames.pings += 1))
    socket.on("pong", () => void (frames.pongs += 1))
    socket.on("message", (data) => {
      const { id, method } = decodeRequest(data.toString())
      methods.push(method)
      const answer = (result: unknown): void => socket.send(JSON.stringify({ jsonrpc: "2.0", id, result }))
      if (!react({ id, method, socket, answer }) && method in usual) answer(usual[method])
    })
  })
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return { server, url: `ws://127.0.0.1:${port}`, closes, methods, frames }
})

import * as Effect from "effect/Effect"
import * as net from "node:net"
import { until } from "../mcp/until.ts"

/** A bare TCP connection: for what no HTTP client would send. */
export interface RawSocket {
  readonly send: (text: string) => void
  readonly received: () => string
  readonly isClosed: () => boolean
  readonly closed: Effect.Effect<string>
}

/** Connects; what is left at the end of the scope is cut. */
export const raw = Effect.fn("raw")(function*(port: number, host = "127.0.0.1") {
  const received: Array<Buffer> = []
  let closed = false
  const text = () => Buffer.concat(received).toString("latin1")
  const socket = yield* Effect.acquireRelease(
    Effect.callback<net.Socket>((resume) => {
      const made = net.connect({ port, host }, () => resume(Effect.succeed(made)))
      made.on("error", () => undefined)
      made.on("data", (chunk: Buffer) => received.push(chunk))
      made.on("close", () => {
        closed = true
      })
    }),
    (made) => Effect.sync(() => void made.destroy())
  )
  const connection: RawSocket = {
    send: (sent) => void socket.write(sent),
    received: text,
    isClosed: () => closed,
    closed: until("the end of the connection", () => closed ? text() : undefined, text)
  }
  return connection
})

/** Sends one request by hand and gives the status it is answered with. */
export const statusOf = Effect.fn("raw.statusOf")(function*(
  port: number,
  headers: Readonly<Record<string, string>>,
  options: { readonly path?: string; readonly host?: string; readonly method?: string } = {}
) {
  const socket = yield* raw(port, options.host)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.send([`${options.method ?? "GET"} ${options.path ?? "/mcp"} HTTP/1.1`, ...lines, "", ""].join("\r\n"))
  const status = () => /^HTTP\/1\.1 (\d{3})/.exec(socket.received())?.[1]
  return Number(yield* until("an answer", status, socket.received))
}, Effect.scoped)

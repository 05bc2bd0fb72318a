import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import type * as http from "node:http"
import type { Socket } from "node:net"
import type { HttpAddress } from "../../services/Settings.ts"
import { createServer, type Limits } from "./door/limits.ts"

/** How long answers may still come when the server ends; what takes longer is interrupted. */
const drain = "250 millis"

/** The server could not listen where it was told to. */
export class ListenFailed extends Schema.TaggedError<ListenFailed>()("ListenFailed", {
  /** As `HOST:PORT`. */
  address: Schema.String,
  reason: Schema.String
}) {
  override get message(): string {
    return `Nothing is served on ${this.address}: ${this.reason}.`
  }
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there already; end it, or take another port (0 takes a free one)",
  EACCES: "this user may not listen on that port; take one above 1023",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "there is no such host"
}

/** Why a server cannot listen, in words that say what to do. */
export const reasonOf = (cause: unknown): string =>
  Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code)
    ? reasons[cause.code] ?? cause.code
    : String(cause)

/** `HOST:PORT` as a URL has it. */
export const written = ({ host, port }: HttpAddress): string =>
  `${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}`

/** Ends the connections that are left when everything else has ended: a client that stays must not hold up the process. */
const cutting = (server: http.Server) => {
  const sockets = new Set<Socket>()
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
  return Layer.effectDiscard(Effect.addFinalizer(() =>
    Effect.sync(() => {
      for (const socket of sockets) socket.destroySoon()
    })
  ))
}

/** A server that listens there within these limits; upgrades to WebSocket included. */
export const layer = (address: HttpAddress, limits: Limits) =>
  Layer.effectContext(Effect.suspend(() => {
    const server = createServer(limits)
    const listening = NodeHttpServer.layer(() => server, {
      host: address.host.replace(/^\[(.*)\]$/, "$1"),
      port: address.port,
      gracefulShutdownTimeout: drain,
      websocket: { maxPayload: limits.frameBytes }
    })
    return Layer.build(Layer.provideMerge(cutting(server), listening)).pipe(
      Effect.mapError(({ cause }) => new ListenFailed({ address: written(address), reason: reasonOf(cause) }))
    )
  }))

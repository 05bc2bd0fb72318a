import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { ProbeSocket } from "../../services/ProbeSocket.ts"
import { SessionLog } from "../../services/SessionLog.ts"
import { Transport } from "../probe/Transport.ts"
import * as ProbeSocketLive from "../ProbeSocketLive.ts"
import { loggedTransport } from "./loggedTransport.ts"
import * as Passwords from "./Passwords.ts"
import * as SessionLogLive from "./SessionLogLive.ts"

/** The transport of the connections that are made again by themselves. */
const transport = Layer.effect(
  Transport,
  Effect.gen(function*() {
    return loggedTransport(yield* Transport, yield* SessionLog, yield* Passwords.Passwords)
  })
)

/** A connection is opened by the fiber that needs it, so every way to one is given the transport that logs. */
const make = Effect.gen(function*() {
  const socket = yield* ProbeSocket
  const service = yield* Transport
  return ProbeSocket.of({
    ...socket,
    call: (method, params, options) => Effect.provideService(socket.call(method, params, options), Transport, service),
    probe: Effect.provideService(socket.probe, Transport, service),
    connect: (url) => Effect.provideService(socket.connect(url), Transport, service)
  })
})

/** Takes the place of `ProbeSocketLive`. */
export const layer = Layer.effect(ProbeSocket, make).pipe(
  Layer.provide(ProbeSocketLive.layer),
  Layer.provide(transport),
  Layer.provide(Passwords.layer),
  Layer.provide(SessionLogLive.layer)
)

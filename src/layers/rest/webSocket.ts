import * as Effect from "effect/Effect"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Socket from "effect/socket/Socket"
import * as Stream from "effect/Stream"
import * as Peer from "./Peer.ts"
import { NoWebSocket } from "./refusals.ts"

/** What a peer is told when the server ends (RFC 6455, 7.4.1). */
const goingAway = new Socket.CloseEvent(1001, "the server ends")

/** What a WebSocket of the gateway does. */
export interface Conversation {
  /** What is sent, one JSON text each. */
  readonly frames: Stream.Stream<unknown>
  /** How it is closed when all has been sent. */
  readonly end: Socket.CloseEvent
  /** Takes a frame of the peer; a returned frame is the reply. */
  readonly receive: (frame: string | Uint8Array) => Effect.Effect<unknown>
  /** Completes when the peer has to go before all has been sent. */
  readonly dismissed: Effect.Effect<void>
}

const isWebSocket = ({ headers }: HttpServerRequest.HttpServerRequest): boolean =>
  headers["upgrade"]?.toLowerCase() === "websocket"

/** Holds the conversation on the request's connection, until one of both ends it. */
export const converse = Effect.fnUntraced(
  function*(request: HttpServerRequest.HttpServerRequest, { dismissed, end, frames, receive }: Conversation) {
    if (!isWebSocket(request)) return yield* new NoWebSocket()
    const socket = yield* Effect.mapError(request.upgrade, () => new NoWebSocket())
    yield* Effect.scoped(Effect.gen(function*() {
      const { pull } = yield* socket.reader
      const writer = yield* socket.writer
      const peer = yield* Peer.make(request, writer)
      const sending = Effect.andThen(Stream.runForEach(frames, peer.send), writer.write(end))
      const replying = Effect.flatMap(
        pull,
        Effect.forEach((frame) =>
          Effect.flatMap(receive(frame), (reply) => reply === undefined ? Effect.void : peer.send(reply))
        )
      )
      const leaving = Effect.andThen(dismissed, writer.write(goingAway))
      // A peer that closes ends `replying`, as a failure.
      yield* Effect.raceAllFirst([sending, Effect.forever(replying), peer.gone, leaving])
    })).pipe(Effect.catchTag("SocketError", () => Effect.void))
    return HttpServerResponse.empty()
  }
)

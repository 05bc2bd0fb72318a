import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as EffectSocket from "effect/socket/Socket"
import type { Socket } from "node:net"

/** How long a watcher may be silent or take nothing. */
export const WatcherLimits = Context.Reference<{
  /** Between two pings; a peer that has sent nothing at all between two of them is gone. */
  readonly heartbeat: Duration.Input
  /** For what was sent to leave this process. */
  readonly drain: Duration.Input
}>("qtmcp/layers/rest/WatcherLimits", {
  defaultValue: () => ({ heartbeat: "30 seconds", drain: "30 seconds" })
})

/** Completes when nothing has left a connection for so long although something waits to; it is closed then. */
export const letGoWhenStuck = (connection: Socket, patience: Duration.Input): Effect.Effect<void> => {
  const waiting = () => connection.writableNeedDrain ? connection.bytesWritten - connection.writableLength : undefined
  const isStuck = Effect.gen(function*() {
    const before = waiting()
    yield* Effect.sleep(patience)
    return before !== undefined && before === waiting()
  })
  return Effect.andThen(
    Effect.repeat(isStuck, { until: (stuck) => stuck }),
    Effect.sync(() => void connection.destroy())
  )
}

/** A ping without a payload, as a server sends it (RFC 6455, 5.5.2). Effect's sockets do not offer any. */
const ping = Buffer.of(0x89, 0)

/** The other end of a WebSocket. What it does not read waits in its own buffers and then nowhere: it is let go. */
export interface Peer {
  /** Completes when there is room for more. */
  readonly send: (frame: unknown) => Effect.Effect<void, EffectSocket.SocketError>
  /** Completes when the peer is gone without a word. */
  readonly gone: Effect.Effect<void>
}

/**
 * Effect's writer hands frames to `ws` and does not wait, so the room there is has to be read from the connection below,
 * which `ws` writes to directly (it compresses nothing here).
 */
export const make = Effect.fnUntraced(
  function*(request: HttpServerRequest.HttpServerRequest, writer: EffectSocket.Writer) {
    const { drain, heartbeat } = yield* WatcherLimits
    const connection = NodeHttpServerRequest.toIncomingMessage(request).socket
    const letGo = Effect.sync(() => void connection.destroy())

    const room = Effect.callback<void>((resume) => {
      const done = () => resume(Effect.void)
      if (!connection.writableNeedDrain || connection.destroyed) return done()
      connection.once("drain", done).once("close", done)
      return Effect.sync(() => void connection.off("drain", done).off("close", done))
    })

    const send: Peer["send"] = Effect.fnUntraced(function*(frame) {
      yield* writer.write(JSON.stringify(frame))
      if (!connection.writableNeedDrain) return
      yield* Effect.timeoutOrElse(room, { duration: drain, orElse: () => letGo })
    })

    const beat = Effect.gen(function*() {
      const before = connection.bytesRead
      yield* Effect.sync(() => void connection.write(ping))
      yield* Effect.sleep(heartbeat)
      return connection.bytesRead > before
    })
    const gone = Effect.andThen(Effect.repeat(beat, { while: (isThere) => isThere }), letGo)

    const peer: Peer = { send, gone }
    return peer
  }
)

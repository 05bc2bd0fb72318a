import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { notification } from "./messages.ts"
import type { Peer } from "./PeerSocket.ts"

/** Intervals in a row without a sign of life after which a client is gone. */
const missed = 2

/**
 * Pings the client both ways, the protocol's own and WebSocket's, and returns when it has given no sign of life for two
 * intervals. Anything it sends is one, so that a client that knows no `pong` lives as long as its connection.
 */
export const heartbeat = Effect.fn("Executor.heartbeat")(function*(peer: Peer, interval: number) {
  let seen = peer.signs()
  // Nobody is asked before the first interval has passed.
  let silent = -1
  while (silent < missed) {
    yield* Effect.sleep(interval)
    silent = peer.signs() === seen ? silent + 1 : 0
    seen = peer.signs()
    const now = yield* Clock.currentTimeMillis
    peer.post(notification({ method: "ping", params: { timestamp: now / 1000 } }))
    peer.ping()
  }
})

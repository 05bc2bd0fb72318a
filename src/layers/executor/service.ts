import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Scope from "effect/Scope"
import { randomUUID } from "node:crypto"
import type { HttpAddress } from "../../services/Settings.ts"
import { Door } from "../http/door/Door.ts"
import { defaults } from "../http/door/limits.ts"
import { makeRate } from "../http/door/rate.ts"
import { version } from "../program/version.ts"
import { listen, type Visitor } from "./ExecutorSocket.ts"
import { refusal } from "./messages.ts"
import { codes } from "./requests.ts"
import { session } from "./session.ts"

export interface ServiceOptions extends HttpAddress {
  /** What every request has to carry; undefined asks for nothing, which is for this machine alone. */
  readonly token: string | undefined
  readonly maxSessions: number
  /** Milliseconds between two pings. */
  readonly heartbeat: number
  /** Commands a client may start in a minute. */
  readonly rate: number
}

/** The original's address, and the one its documents name. */
const paths = ["/ws", "/ws/mcp"]

/** Connections beside those of the sessions: who looks at `/health`, and who is told that there is no room. */
const spare = 64

/** Serves the `Executor` on an address; returns the port when it listens, and ends with the scope. */
export const serve = Effect.fn("Executor.serve")(function*(options: ServiceOptions) {
  const limits = { ...defaults, connections: options.maxSessions + spare }
  const door = yield* Door.make({ host: options.host, token: options.token, limits })
  const rate = yield* makeRate({ ...defaults, rate: options.rate, rateTime: 60_000 })
  const { port, visitors } = yield* listen(options, limits)
  const startedAt = yield* Clock.currentTimeMillis
  let active = 0

  const health = Effect.map(Clock.currentTimeMillis, (now) => ({
    status: "healthy",
    service: "qtmcp executor",
    version,
    active_sessions: active,
    max_sessions: options.maxSessions,
    uptime_seconds: (now - startedAt) / 1000
  }))

  const converse = Effect.fnUntraced(function*(visitor: Visitor) {
    const peer = yield* visitor.accept
    if (peer === undefined) return
    if (active >= options.maxSessions) {
      peer.post(refusal(null, { code: codes.sessions, message: "Session limit exceeded" }))
      return yield* peer.close(1008, "Session limit exceeded")
    }
    active += 1
    const { heartbeat } = options
    yield* session(peer, { id: randomUUID(), address: visitor.address ?? "", heartbeat, rate }).pipe(
      Effect.ensuring(Effect.sync(() => {
        active -= 1
      }))
    )
  }, Effect.scoped)

  const welcome = Effect.fnUntraced(
    function*(visitor: Visitor) {
      yield* door.check(visitor)
      const { answer, method, path, wantsSocket } = visitor
      if (wantsSocket && paths.includes(path)) return yield* converse(visitor)
      if (path === "/health" && (method === "GET" || method === "HEAD")) return yield* answer(200, yield* health)
      if (path === "/health") return yield* answer(405, { error: "Only GET" }, { allow: "GET, HEAD" })
      if (!paths.includes(path)) {
        return yield* answer(404, { error: `Nothing here; ${paths.join(", ")} and /health are` })
      }
      yield* answer(426, { error: "This is for WebSockets" }, { upgrade: "websocket" })
    },
    (effect, { answer }) =>
      Effect.catchTag(effect, "Refused", ({ headers, reason, status }) => answer(status, { error: reason }, headers))
  )

  // In parallel, so that all sessions together end in the time one takes.
  const scope = yield* Scope.fork(yield* Effect.scope, "parallel")
  yield* Queue.take(visitors).pipe(
    Effect.flatMap((visitor) => Effect.forkIn(welcome(visitor), scope)),
    Effect.forever,
    Effect.forkIn(scope)
  )
  return port
})

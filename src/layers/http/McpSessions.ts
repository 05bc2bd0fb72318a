import {
  isInitializeRequest,
  type Server,
  WebStandardStreamableHTTPServerTransport
} from "@modelcontextprotocol/server"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import { randomUUID } from "node:crypto"
import { McpProgram } from "../McpProgram.ts"
import { endCancelled } from "./cancelling.ts"
import { makeResumption } from "./resumption.ts"
import { rpcError } from "./rpcError.ts"

export interface SessionOptions {
  /** How long a session lives with no request under way and no stream open. */
  readonly idle: Duration.Input
  /** Sessions there may be at once. */
  readonly most: number
}

export const defaults: SessionOptions = { idle: "30 minutes", most: 128 }

interface Session {
  readonly server: Server
  readonly transport: WebStandardStreamableHTTPServerTransport
  /** Requests that are not answered to their end, streams included. */
  open: number
  /** When the last one ended, in epoch milliseconds. */
  since: number
}

const notFound = () => rpcError(404, -32001, "Session not found: it has ended or expired; initialize a new one")
const noSession = () => rpcError(400, -32000, "Bad Request: Mcp-Session-Id header is required, but for initialize")
const tooMany = () => rpcError(503, -32000, "Too many sessions are at work; try again later", { "retry-after": "5" })

/**
 * The sessions of clients up to 2025-11-25: a server for each, from `initialize` to `DELETE`, or until it has been idle
 * for too long. Where there are too many, the one that has been idle longest makes room.
 */
export class McpSessions extends Context.Service<McpSessions, {
  /** Answers a request; its session is at work as long as the scope is open. `body` is the JSON of a POST. */
  readonly answer: (request: Request, body: unknown) => Effect.Effect<Response, never, Scope.Scope>
  readonly count: Effect.Effect<number>
  /** Ends all of them, and with them their streams. */
  readonly end: Effect.Effect<void>
}>()("qtmcp/layers/http/McpSessions") {
  static readonly layer = (options: SessionOptions = defaults) => Layer.effect(McpSessions, make(options))
}

const make = Effect.fn("McpSessions.make")(function*({ idle, most }: SessionOptions) {
  const program = yield* McpProgram
  /** All there are, and by their ids those that have begun. */
  const all = new Set<Session>()
  const sessions = new Map<string, Session>()
  const patience = Duration.toMillis(idle)

  const forget = (session: Session): void => {
    all.delete(session)
    sessions.delete(session.transport.sessionId ?? "")
  }
  /** Its room is free at once, however long it takes to end. */
  const close = (session: Session) =>
    Effect.suspend(() => {
      forget(session)
      return Effect.ignore(Effect.tryPromise(() => session.server.close()))
    })
  const resting = () => [...all].filter(({ open }) => open === 0).sort((a, b) => a.since - b.since)

  const expire = Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    yield* Effect.forEach(resting().filter(({ since }) => now - since >= patience), close, { discard: true })
  })
  yield* expire.pipe(Effect.repeat(Schedule.spaced(Math.max(patience / 20, 10))), Effect.forkScoped)

  const use = (session: Session) =>
    Effect.acquireRelease(
      Effect.sync(() => {
        session.open += 1
      }),
      () =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          session.open -= 1
          session.since = now
        })
    )

  const pass = Effect.fnUntraced(function*(session: Session, request: Request, parsedBody: unknown) {
    const response = yield* Effect.promise(() => session.transport.handleRequest(request, { parsedBody }))
    yield* endCancelled(session.transport, parsedBody)
    return response
  })

  const begin = Effect.fnUntraced(function*(request: Request, body: unknown) {
    if (all.size >= most) {
      const [oldest] = resting()
      if (oldest === undefined) return tooMany()
      yield* close(oldest)
    }
    const server = program.server("legacy")
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      eventStore: makeResumption(),
      retryInterval: 1000,
      onsessioninitialized: (id) => void sessions.set(id, session)
    })
    const session: Session = { server, transport, open: 0, since: 0 }
    all.add(session)
    yield* use(session)
    yield* Effect.promise(() => server.connect(transport))
    const ended = server.onclose
    server.onclose = () => {
      forget(session)
      ended?.()
    }
    const response = yield* pass(session, request, body)
    if (transport.sessionId === undefined) yield* close(session)
    return response
  })

  return McpSessions.of({
    answer: (request, body) => {
      const id = request.headers.get("mcp-session-id")
      if (id === null) return isInitializeRequest(body) ? begin(request, body) : Effect.sync(noSession)
      const session = sessions.get(id)
      return session === undefined
        ? Effect.sync(notFound)
        : Effect.andThen(use(session), pass(session, request, body))
    },
    count: Effect.sync(() => all.size),
    end: Effect.suspend(() => Effect.forEach([...all], close, { discard: true }))
  })
})

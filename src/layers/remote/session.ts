import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Disconnected, type ProbeFault } from "../../services/ProbeError.ts"
import { type Closed, OpenFailed } from "../probe/connection.ts"
import { decodeFrame } from "../probe/frames.ts"
import { makePending } from "../probe/pending.ts"
import { makeOpen } from "../probe/webSocket.ts"

/** Where an executor is, and what it wants to be told. */
export interface Address {
  readonly url: string
  readonly token: string | undefined
}

/** How long the connection and its greeting may take. */
const handshake = "10 seconds"

/** The largest message that is read, in bytes: a piece of a line has at most 64 K characters. */
const maxPayload = 64 * 1024 * 1024

const Hello = Schema.Struct({
  version: Schema.optionalKey(Schema.String),
  capabilities: Schema.optionalKey(Schema.Array(Schema.String))
})
const decodeHello = Schema.decodeUnknownOption(Hello)

/** A connection to an executor that has greeted. */
export interface Session {
  readonly capabilities: ReadonlyArray<string>
  readonly request: (
    method: string,
    params: Readonly<Record<string, unknown>>
  ) => Effect.Effect<unknown, ProbeFault | Disconnected>
  /** Asks for something and waits for no answer. */
  readonly tell: (method: string, params: Readonly<Record<string, unknown>>) => void
  readonly closed: Effect.Effect<Closed>
  readonly listen: (on: boolean) => void
}

const frame = (message: object): string => JSON.stringify({ jsonrpc: "2.0", ...message })

const unanswered = ({ code, reason }: Closed): OpenFailed =>
  new OpenFailed({
    reason: code === 1008
      ? `it has no room for another client (1008 ${reason})`
      : `it closed the connection (${code}${reason === "" ? "" : ` ${reason}`})`
  })

/**
 * Opens a connection and waits for the notification `connected`. What else is notified goes to `onNotice`, but for `ping`,
 * which is answered: the original ends a client that does not. Leaves with the scope, by a close frame.
 */
export const openSession = Effect.fn("RemoteExecutor.open")(
  function*({ token, url }: Address, onNotice: (method: string, params: unknown) => void) {
    const pending = yield* makePending
    const hello = Deferred.makeUnsafe<typeof Hello.Type>()
    const closed = Deferred.makeUnsafe<Closed>()
    let send = (_text: string): void => undefined
    const open = makeOpen({
      maxPayload,
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })
    })

    const connection = yield* open(url, {
      onMessage: (text) => {
        const found = decodeFrame(text)
        if (found._tag === "answer") pending.settle(found)
        if (found._tag !== "notification") return
        if (found.method === "ping") return send(frame({ method: "pong", params: {} }))
        if (found.method !== "connected") return onNotice(found.method, found.params)
        Deferred.doneUnsafe(hello, Effect.succeed(Option.getOrElse(decodeHello(found.params), () => ({}))))
      },
      onPart: () => undefined,
      onClose: (how) => {
        Deferred.doneUnsafe(closed, Effect.succeed(how))
        pending.abandon(0, (method) => new Disconnected({ method, ...how }))
      },
      awaiting: () => false
    }).pipe(Effect.timeoutOrElse({
      duration: handshake,
      orElse: () => Effect.fail(new OpenFailed({ reason: "it accepted the connection but does not shake hands" }))
    }))
    send = connection.send

    const { capabilities = [] } = yield* Effect.raceFirst(
      Deferred.await(hello),
      Effect.flatMap(Deferred.await(closed), (how) => Effect.fail(unanswered(how)))
    ).pipe(Effect.timeoutOrElse({
      duration: handshake,
      orElse: () => Effect.fail(new OpenFailed({ reason: "it does not greet as an executor does: is it one?" }))
    }))

    const post = (method: string, params: Readonly<Record<string, unknown>>) => {
      const entry = pending.open(method, 0)
      connection.send(frame({ id: entry.id, method, params }))
      return entry
    }
    const session: Session = {
      capabilities,
      request: (method, params) =>
        Effect.suspend((): Effect.Effect<unknown, ProbeFault | Disconnected> =>
          connection.isOpen()
            ? Effect.acquireUseRelease(
              Effect.sync(() => post(method, params)),
              ({ answer }) => Deferred.await(answer),
              ({ id }) => Effect.sync(() => pending.forget(id))
            )
            : new Disconnected({ method, code: 1006, reason: "it is closed" })
        ),
      tell: (method, params) => {
        if (connection.isOpen()) pending.forget(post(method, params).id)
      },
      closed: Deferred.await(closed),
      listen: (on) => connection.listen?.(on)
    }
    return session
  }
)

import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { type Blocked, Disconnected, type ProbeFault, type Timeout } from "../../services/ProbeError.ts"
import type { ProbeNotification } from "../../services/ProbeSocket.ts"
import type { Closed } from "./connection.ts"
import { decodeFrame } from "./frames.ts"
import { giveUp, type Line, type RequestOptions } from "./patience.ts"
import type { Pending } from "./pending.ts"
import { Transport } from "./Transport.ts"

/** What a link reports to its owner. */
export interface Watcher {
  readonly onNotification: (notification: Pick<ProbeNotification, "method" | "params">) => void
  readonly onStray: () => void
  /** The application answered something, or is about to. */
  readonly onAlive: () => void
  readonly onClosed: (closed: Closed) => void
  readonly onSilent: Line["onSilent"]
}

/** One connection that answers requests. */
export interface Link {
  readonly number: number
  readonly server: string
  readonly isOpen: () => boolean
  readonly request: (
    method: string,
    params: Readonly<Record<string, unknown>>,
    options: RequestOptions
  ) => Effect.Effect<unknown, ProbeFault | Disconnected | Timeout | Blocked>
}

/** Opens a connection to `url`; it lives as long as the scope, and its requests end with it. */
export const openLink = Effect.fn("ProbeSocket.openLink")(function*(
  url: string,
  number: number,
  pending: Pending,
  watcher: Watcher
) {
  const transport = yield* Transport
  let heard = 0
  const alive = (): void => {
    heard += 1
    watcher.onAlive()
  }
  const abandon = (closed: Closed): void => pending.abandon(number, (method) => new Disconnected({ method, ...closed }))

  const connection = yield* transport.open(url, {
    onMessage: (text) => {
      const frame = decodeFrame(text)
      if (frame._tag === "notification") return watcher.onNotification(frame)
      alive()
      if (frame._tag === "stray" || !pending.settle(frame)) watcher.onStray()
    },
    onPart: alive,
    onClose: (closed) => {
      watcher.onClosed(closed)
      abandon(closed)
    },
    awaiting: () => pending.size() > 0
  })
  yield* Effect.addFinalizer(() => Effect.sync(() => abandon({ code: 1000, reason: "the bridge left" })))

  /** Sends and waits; interruption frees the id, and an answer that comes later is a stray. */
  const exchange = (method: string, params: Readonly<Record<string, unknown>>) =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        const entry = pending.open(method, number)
        connection.send(JSON.stringify({ jsonrpc: "2.0", id: entry.id, method, params }))
        return entry
      }),
      ({ answer }) => Deferred.await(answer),
      ({ id }) => Effect.sync(() => pending.forget(id))
    )

  const line: Line = {
    heard: () => heard,
    isOpen: connection.isOpen,
    ping: exchange("ping", {}),
    onSilent: watcher.onSilent
  }
  const link: Link = {
    number,
    server: connection.server,
    isOpen: connection.isOpen,
    request: (method, params, options) => Effect.raceFirst(exchange(method, params), giveUp(line, method, options))
  }
  return link
})

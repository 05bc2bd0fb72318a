import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { Blocked, Disconnected, type ProbeFault, Timeout } from "../../services/ProbeError.ts"
import type { ProbeNotification } from "../../services/ProbeSocket.ts"
import type { Closed } from "./connection.ts"
import { decodeFrame } from "./frames.ts"
import type { Pending } from "./pending.ts"
import { Transport } from "./Transport.ts"

/** After this silence the link is asked whether it lives. */
const silence = Duration.seconds(3)
/** How long it has for the answer. */
const proof = Duration.seconds(1)

/** What a link reports to the state machine that owns it. */
export interface Watcher {
  readonly onNotification: (notification: ProbeNotification) => void
  readonly onStray: () => void
  /** A frame arrived, of whatever kind. */
  readonly onHeard: () => void
  readonly onClosed: (closed: Closed) => void
  readonly onBlocked: (method: string, since: number) => Effect.Effect<void>
}

export interface RequestOptions {
  readonly timeout: Duration.Duration
  /** Give up as soon as the silence is understood instead of at the deadline. */
  readonly action: boolean
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

/** Opens a connection to `url`; it lives as long as the scope. */
export const openLink = Effect.fn("ProbeSocket.openLink")(function*(
  url: string,
  number: number,
  pending: Pending,
  watcher: Watcher
) {
  const transport = yield* Transport
  let heard = 0
  const connection = yield* transport.open(url, {
    onMessage: (text) => {
      const frame = decodeFrame(text)
      if (frame._tag === "notification") watcher.onNotification(frame)
      else if (frame._tag === "stray" || !pending.settle(frame)) watcher.onStray()
      watcher.onHeard()
    },
    onClose: (closed) => {
      pending.abandon(number, (method) => new Disconnected({ method, ...closed }))
      watcher.onClosed(closed)
    },
    onActivity: () => {
      heard += 1
    },
    awaiting: () => pending.size() > 0
  })

  /** Sends and waits; interruption frees the id, and an answer that comes later is a stray. */
  const exchange = (method: string, params: Readonly<Record<string, unknown>>) =>
    Effect.suspend(() => {
      const { answer, id } = pending.open(method, number)
      connection.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }))
      return Deferred.await(answer).pipe(Effect.ensuring(Effect.sync(() => pending.forget(id))))
    })

  /** Whether the application answers at all: what is slow under a Qt 5 modal is one answer, not the link (§18). */
  const lives = Effect.gen(function*() {
    const before = heard
    yield* exchange("ping", {}).pipe(Effect.timeoutOption(proof), Effect.ignore)
    return heard > before
  })

  /** Fails when it is time to stop waiting for `method`. */
  const giveUp = Effect.fnUntraced(function*(method: string, { action, timeout }: RequestOptions) {
    const sent = yield* Clock.currentTimeMillis
    const before = heard
    const spent = Effect.map(Clock.currentTimeMillis, (now) => now - sent)
    const inTime = Duration.isGreaterThan(timeout, silence)
    yield* Effect.sleep(Duration.min(timeout, silence))
    let alive = heard > before
    if (inTime && (action || !alive)) {
      alive = yield* lives
      if (!alive) yield* watcher.onBlocked(method, sent)
    }
    if (inTime && !action) {
      yield* Effect.sleep(Duration.subtract(timeout, Duration.millis(yield* spent)))
      alive = alive || heard > before
    }
    const after = yield* spent
    return yield* alive || !inTime ? new Timeout({ method, after, alive }) : new Blocked({ method, since: after })
  })

  const request: Link["request"] = (method, params, options) =>
    Effect.raceFirst(exchange(method, params), giveUp(method, options))

  const link: Link = { number, server: connection.server, isOpen: connection.isOpen, request }
  return link
})

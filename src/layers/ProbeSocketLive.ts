import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Queue from "effect/Queue"
import * as Schedule from "effect/Schedule"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { Launcher } from "../services/Launcher.ts"
import { Blocked, Busy, NotConnected, type ProbeError } from "../services/ProbeError.ts"
import { type ProbeInfo, type ProbeNotification, ProbeSocket, type ProbeState } from "../services/ProbeSocket.ts"
import { Retry } from "../services/Retry.ts"
import { Settings } from "../services/Settings.ts"
import type { Closed } from "./probe/connection.ts"
import { identify } from "./probe/identify.ts"
import { type Link, openLink } from "./probe/link.ts"
import { makePending } from "./probe/pending.ts"

const notificationCapacity = 4096

interface Live {
  readonly link: Link
  readonly scope: Scope.Closeable
  readonly info: ProbeInfo
}

type Signal =
  | { readonly _tag: "closed"; readonly number: number; readonly closed: Closed }
  | { readonly _tag: "heard"; readonly number: number }

const make = Effect.gen(function*() {
  const settings = yield* Settings
  const retry = yield* Retry
  const launcher = yield* Launcher
  const scope = yield* Effect.scope
  const pending = yield* makePending
  const state = yield* SubscriptionRef.make<ProbeState>({ _tag: "idle" })
  const notifications = yield* PubSub.sliding<ProbeNotification>(notificationCapacity)
  const signals = yield* Queue.unbounded<Signal>()
  const count = { calls: 0, failures: 0, drops: 0, reconnects: 0, notifications: 0, strays: 0 }
  const launched = yield* Effect.cached(Scope.provide(launcher.start, scope))
  let asked: string | undefined
  let numbers = 0
  let live: Live | undefined
  let round: { readonly fiber: Fiber.Fiber<Live, NotConnected | Busy>; readonly joinable: boolean } | undefined

  const url = Effect.suspend(() =>
    asked === undefined && settings.demo
      ? launched.pipe(
        Effect.map((target) => target.url),
        Effect.mapError((error) => new NotConnected({ url: "the demo", reason: error.message, attempts: 1 }))
      )
      : Effect.succeed(asked ?? settings.wsUrl)
  )

  /** One attempt: a connection counts only when its probe has answered. */
  const attempt = Effect.fn("ProbeSocket.attempt")(function*(address: string) {
    numbers += 1
    const number = numbers
    const own = yield* Scope.fork(scope)
    let closedWith = 0
    const watcher = {
      onNotification: (notification: ProbeNotification) => {
        count.notifications += 1
        PubSub.publishUnsafe(notifications, notification)
      },
      onStray: () => {
        count.strays += 1
      },
      onHeard: () => {
        if (SubscriptionRef.getUnsafe(state)._tag === "blocked") Queue.offerUnsafe(signals, { _tag: "heard", number })
      },
      onClosed: (closed: Closed) => {
        closedWith = closed.code
        Queue.offerUnsafe(signals, { _tag: "closed", number, closed })
      },
      onBlocked: (method: string, since: number) =>
        SubscriptionRef.update(state, (now) =>
          now._tag === "ready" && now.connection === number
            ? { _tag: "blocked" as const, probe: now.probe, connection: number, method, since }
            : now)
    }
    return yield* openLink(address, number, pending, watcher).pipe(
      Effect.flatMap((link) => Effect.map(identify(address, link), (info): Live => ({ link, scope: own, info }))),
      Scope.provide(own),
      Effect.mapError((error) =>
        closedWith === 1008
          ? new Busy({ url: address })
          : new NotConnected({ url: address, reason: reasonOf(error), attempts: 1 })
      ),
      Effect.onError((cause) => Scope.close(own, Exit.failCause(cause)))
    )
  })

  const adopt = Effect.fnUntraced(function*(next: Live) {
    const previous = live
    live = next
    const since = yield* Clock.currentTimeMillis
    yield* SubscriptionRef.set(state, { _tag: "ready", probe: next.info, since, connection: next.link.number })
    if (previous !== undefined) yield* Scope.close(previous.scope, Exit.void)
    yield* Effect.logInfo(`connected to ${next.info.url} (${next.info.server} ${next.info.version})`)
    return next
  })

  /** A round of attempts; `state` shows how far it is. */
  const attempts = Effect.fn("ProbeSocket.connect")(function*(address: string) {
    let tried = 1
    const connecting = (nextAt?: number) =>
      SubscriptionRef.set(state, {
        _tag: "connecting",
        attempt: tried,
        of: retry.attempts,
        ...(nextAt === undefined ? {} : { nextAt })
      })
    yield* connecting()
    const schedule = retry.reconnect.pipe(
      Schedule.tap(({ duration, now }) => connecting(now + Duration.toMillis(duration)))
    )
    return yield* attempt(address).pipe(
      Effect.onExit((exit) => Exit.isSuccess(exit) ? Effect.void : Effect.sync(() => void (tried += 1))),
      Effect.retry(schedule),
      Effect.mapError((error) => error._tag === "Busy" ? error : new NotConnected({ ...error, attempts: tried - 1 })),
      Effect.flatMap(adopt),
      Effect.tapError((error) => SubscriptionRef.set(state, { _tag: "down", reason: error.message }))
    )
  })

  const startRound = Effect.fnUntraced(function*(joinable: boolean) {
    const fiber = yield* Effect.forkIn(Effect.flatMap(url, attempts), scope)
    round = { fiber, joinable }
    fiber.addObserver(() => {
      round = undefined
    })
    return fiber
  })

  /** The link to use now. Only the first caller of a round starts it; all who come while it runs wait for it. */
  const ensure = Effect.fnUntraced(function*() {
    const now = SubscriptionRef.getUnsafe(state)
    if (now._tag === "blocked") {
      const since = (yield* Clock.currentTimeMillis) - now.since
      return yield* new Blocked({ method: now.method, since })
    }
    if (live !== undefined && live.link.isOpen()) return live
    if (round !== undefined && !round.joinable && now._tag === "connecting") {
      const nextAttemptIn = Math.max(0, (now.nextAt ?? 0) - (yield* Clock.currentTimeMillis))
      const reason = "the connection was lost"
      return yield* new NotConnected({ url: yield* url, reason, attempts: now.attempt, nextAttemptIn })
    }
    const fiber = round === undefined ? yield* startRound(true) : round.fiber
    return yield* Fiber.join(fiber)
  })

  const request = Effect.fn("ProbeSocket.call")(function*(
    method: string,
    params: Readonly<Record<string, unknown>> = {},
    options: { readonly timeout?: Duration.Input; readonly action?: boolean } = {}
  ) {
    const { link } = yield* ensure()
    count.calls += 1
    return yield* link.request(method, params, {
      timeout: Duration.fromInputUnsafe(options.timeout ?? settings.callTimeout),
      action: options.action ?? false
    })
  }, Effect.tapError(() => Effect.sync(() => void (count.failures += 1))))

  const onDrop = Effect.fnUntraced(function*(closed: Closed) {
    live = undefined
    count.drops += 1
    yield* Effect.logWarning(`the connection ended (${closed.code} ${closed.reason})`)
    const fiber = yield* startRound(false)
    fiber.addObserver((exit) => {
      if (Exit.isSuccess(exit)) count.reconnects += 1
    })
  })

  const supervise = Effect.gen(function*() {
    const signal = yield* Queue.take(signals)
    if (live?.link.number !== signal.number) return
    if (signal._tag === "closed") return yield* onDrop(signal.closed)
    const since = yield* Clock.currentTimeMillis
    yield* SubscriptionRef.update(state, (now): ProbeState =>
      now._tag === "blocked"
        ? { _tag: "ready", probe: now.probe, connection: now.connection, since }
        : now)
  })
  yield* Effect.forkScoped(Effect.forever(supervise))

  const connect = Effect.fn("ProbeSocket.connect")(function*(address?: string) {
    if (address !== undefined) {
      // A probe serves one client: towards the same address the old connection has to go first.
      if (live?.info.url === address) yield* disconnect
      yield* Effect.flatMap(attempt(address), adopt)
      asked = address
    }
    return (yield* ensure()).info
  })

  const disconnect = Effect.gen(function*() {
    const previous = live
    live = undefined
    if (round !== undefined) yield* Fiber.interrupt(round.fiber)
    if (previous !== undefined) yield* Scope.close(previous.scope, Exit.void)
    yield* SubscriptionRef.set(state, { _tag: "idle" })
  })

  return ProbeSocket.of({
    call: request,
    probe: Effect.map(ensure(), (found) => found.info),
    notifications: Stream.fromPubSub(notifications),
    state,
    connect,
    disconnect,
    url: Effect.orElseSucceed(url, () => "the demo application"),
    counts: Effect.sync(() => ({ ...count }))
  })
})

const reasonOf = (error: { readonly reason: string } | ProbeError): string =>
  "reason" in error ? error.reason : error._tag === "Blocked" || error._tag === "Timeout"
    ? "it accepted the connection but answers nothing (is a dialog open, or the application busy?)"
    : error.message

/** The connection to the probe: state machine over `probe/link.ts`. */
export const layer = Layer.effect(ProbeSocket, make)

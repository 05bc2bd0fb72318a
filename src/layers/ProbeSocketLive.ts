import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import { NotConnected } from "../services/ProbeError.ts"
import { type CallOptions, type ProbeNotification, ProbeSocket } from "../services/ProbeSocket.ts"
import { Settings } from "../services/Settings.ts"
import { attempt } from "./probe/attempt.ts"
import { makeCurrent } from "./probe/current.ts"
import type { Watcher } from "./probe/link.ts"
import { makePending } from "./probe/pending.ts"
import { makeRounds } from "./probe/rounds.ts"
import { makeSupervisor } from "./probe/supervisor.ts"
import { makeTargets } from "./probe/target.ts"

/** Notifications that wait for a reader. */
const capacity = 4096

const make = Effect.gen(function*() {
  const settings = yield* Settings
  const pending = yield* makePending
  const current = yield* makeCurrent
  const targets = yield* makeTargets
  const count = { calls: 0, failures: 0, notifications: 0, strays: 0 }
  const notifications = yield* Effect.acquireRelease(PubSub.sliding<ProbeNotification>(capacity), PubSub.shutdown)
  const signals = yield* Queue.unbounded<Effect.Effect<void>>()
  let links = 0

  const watcher = (number: number): Watcher => ({
    onNotification: ({ method, params }) => {
      count.notifications += 1
      const notification = { method, params, number: count.notifications }
      // `publishUnsafe` alone would refuse the newest to all readers while one of them lags.
      if (PubSub.publishUnsafe(notifications, notification)) return
      notifications.pubsub.slide()
      PubSub.publishUnsafe(notifications, notification)
    },
    onStray: () => {
      count.strays += 1
    },
    onAlive: () => {
      if (current.alive(number)) Queue.offerUnsafe(signals, current.recovered)
    },
    onClosed: (closed) => {
      Queue.offerUnsafe(signals, supervisor.dropped(number, closed))
    },
    onSilent: (method, since, still) => current.silent(number, method, since, still)
  })

  const rounds = yield* makeRounds(current, targets, (target) => {
    links += 1
    return attempt(target, links, pending, watcher(links))
  })
  const supervisor = yield* makeSupervisor(current, targets, rounds)
  yield* Queue.take(signals).pipe(
    Effect.flatMap((signal) => Effect.ignoreCause(signal, { log: "Error" })),
    Effect.forever,
    Effect.forkScoped
  )

  /** Waits for a connection no longer than the call may take; completes with what is left of that. */
  const connected = Effect.fnUntraced(function*(timeout: Duration.Duration) {
    const begun = yield* Clock.currentTimeMillis
    const late = Effect.suspend(() => {
      const { progress, wanted } = rounds.running() ?? { progress: undefined, wanted: rounds.asked() }
      const reason = `no connection within ${Duration.format(timeout)}`
      return new NotConnected({ url: targets.name(wanted), reason, attempts: progress?.attempt ?? 0 })
    })
    const allowed = Duration.toMillis(timeout)
    const startup = targets.startup(rounds.asked())
    const found = yield* Effect.timeoutOrElse(supervisor.ensure, { duration: allowed + startup, orElse: () => late })
    const left = allowed - Math.max(0, (yield* Clock.currentTimeMillis) - begun - startup)
    return { ...found, left: Duration.millis(Math.max(1, left)) }
  })

  const call = Effect.fn("ProbeSocket.call")(
    function*(method: string, params: Readonly<Record<string, unknown>> = {}, options: CallOptions = {}) {
      count.calls += 1
      const timeout = Duration.fromInputUnsafe(options.timeout ?? settings.callTimeout)
      const { left, link } = yield* connected(timeout)
      return yield* link.request(method, params, { timeout: left, action: options.action ?? false })
    },
    Effect.catchTag("Disconnected", (error) => targets.explain(rounds.asked(), error)),
    Effect.tapError(() =>
      Effect.sync(() => {
        count.failures += 1
      })
    )
  )

  return ProbeSocket.of({
    call,
    probe: Effect.map(connected(Duration.millis(settings.callTimeout)), (found) => found.info),
    notifications: Stream.fromPubSub(notifications),
    state: current.state,
    connect: (wanted) => Effect.map(supervisor.connect(wanted), (found) => found.info),
    disconnect: supervisor.disconnect,
    url: Effect.sync(() => targets.name(rounds.running()?.wanted ?? rounds.asked())),
    counts: Effect.sync(() => ({ ...count, ...current.count }))
  })
})

/** The connection to the probe: attempts, rounds of them, and the connection in use are in `probe/`. */
export const layer = Layer.effect(ProbeSocket, make)

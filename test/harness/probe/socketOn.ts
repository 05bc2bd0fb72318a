import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Schedule from "effect/Schedule"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as ProbeSocketLive from "../../../src/layers/ProbeSocketLive.ts"
import type { Launcher } from "../../../src/services/Launcher.ts"
import { ProbeSocket, type ProbeState } from "../../../src/services/ProbeSocket.ts"
import { Retry } from "../../../src/services/Retry.ts"
import { Settings, type SettingsValues } from "../../../src/services/Settings.ts"
import { noLauncher } from "../launcherOf.ts"

export const url = "ws://probe:9222"

/** The pauses without their variation: 500 and 1000 ms. */
export const exactRetry = Layer.succeed(Retry, {
  attempts: 3,
  reconnect: Schedule.exponential("500 millis").pipe(Schedule.upTo({ times: 2 }))
})

export interface Under {
  readonly settings?: Partial<SettingsValues>
  readonly retry?: Layer.Layer<Retry>
  readonly launcher?: Layer.Layer<Launcher>
  /** Holds the `Transport`; the real one where absent. */
  readonly transport?: Layer.Layer<never>
}

/** The real `ProbeSocket`, over whatever transport, with a record of the states it showed. It ends with `close`, or the scope. */
export const socketOn = Effect.fnUntraced(function*(under: Under = {}) {
  const { launcher = noLauncher, retry = exactRetry, settings = {}, transport = Layer.empty } = under
  const layer = ProbeSocketLive.layer.pipe(
    Layer.provide([
      retry,
      launcher,
      transport,
      Layer.succeed(Settings, { ...Settings.defaults, wsUrl: url, ...settings })
    ]),
    Layer.provide(Logger.layer([]))
  )
  const scope = yield* Scope.fork(yield* Effect.scope)
  const socket = Context.get(yield* Layer.buildWithScope(layer, scope), ProbeSocket)
  const states: Array<ProbeState> = []
  yield* SubscriptionRef.changes(socket.state).pipe(
    Stream.runForEach((state) => Effect.sync(() => states.push(state))),
    Effect.forkScoped({ startImmediately: true })
  )
  return { socket, states, close: Scope.close(scope, Exit.void) }
})

import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import { Launcher, type RunningTarget } from "../../services/Launcher.ts"
import { NotConnected } from "../../services/ProbeError.ts"
import { Settings } from "../../services/Settings.ts"

/** Where a connection goes. `pid` is known of an application that was launched. */
export interface Target {
  readonly url: string
  readonly pid?: number
}

/** The addresses of the bridge: the one asked for, else that of the application it launches, else the configured one. */
export interface Targets {
  /** Launches the application where that is the target and it does not run yet. */
  readonly resolve: (asked: string | undefined) => Effect.Effect<Target, NotConnected>
  /** The same without launching, to show and to compare. */
  readonly name: (asked: string | undefined) => string
}

const normal = (url: string): string => URL.canParse(url) ? new URL(url).href : url

/** Whether two addresses are one, however they are written. */
export const isSameUrl = (one: string, other: string): boolean => normal(one) === normal(other)

const notStarted = "the demo application"

export const makeTargets = Effect.gen(function*() {
  const settings = yield* Settings
  const launcher = yield* Launcher
  const scope = yield* Effect.scope
  const turn = yield* Semaphore.make(1)
  let running: RunningTarget | undefined

  /** A start that failed is not remembered: the next one tries again. */
  const launch = turn.withPermit(Effect.uninterruptibleMask((restore) =>
    Effect.gen(function*() {
      if (running !== undefined) return running
      const own = yield* Scope.fork(scope)
      running = yield* restore(Scope.provide(launcher.start, own)).pipe(
        Effect.onError((cause) => Scope.close(own, Exit.failCause(cause))),
        Effect.mapError((error) => new NotConnected({ url: notStarted, reason: error.message, attempts: 1 }))
      )
      return running
    })
  ))

  const launches = (asked: string | undefined): boolean => asked === undefined && settings.demo
  const targets: Targets = {
    resolve: (asked) => launches(asked) ? launch : Effect.succeed({ url: asked ?? settings.wsUrl }),
    name: (asked) => launches(asked) ? running?.url ?? notStarted : asked ?? settings.wsUrl
  }
  return targets
})

import * as Effect from "effect/Effect"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { Launcher, type LaunchFailed, type RunningTarget, type TargetGone } from "../../services/Launcher.ts"
import { Disconnected, NotConnected } from "../../services/ProbeError.ts"
import type { ProbeInfo } from "../../services/ProbeSocket.ts"
import { Settings } from "../../services/Settings.ts"

/** Where a connection goes. `pid` and `ended` are known of an application that was launched. */
export interface Target {
  readonly url: string
  readonly pid?: number
  /** Why what answers is not the application that was launched; undefined where it is. */
  readonly isForeign?: (info: ProbeInfo) => string | undefined
  /** Completes when the application runs no more. */
  readonly ended?: Effect.Effect<unknown>
}

/** The addresses of the bridge: the one asked for, else that of the application it launches, else the configured one. */
export interface Targets {
  /** With `start`, launches the application where that is the target and it does not run. */
  readonly resolve: (asked: string | undefined, start: boolean) => Effect.Effect<Target, NotConnected>
  /** The same without launching, to show and to compare. */
  readonly name: (asked: string | undefined) => string
  /** How much longer than the connection alone it may take, in milliseconds: an application may have to start first. */
  readonly startup: (asked: string | undefined) => number
  /** Adds how the application ended, where that is why the connection ended. */
  readonly explain: (asked: string | undefined, error: Disconnected) => Effect.Effect<never, Disconnected>
}

const normal = (url: string): string => URL.canParse(url) ? new URL(url).href : url

/** Whether two addresses are one, however they are written. */
export const isSameUrl = (one: string, other: string): boolean => normal(one) === normal(other)

const unreachable = (error: LaunchFailed | TargetGone): NotConnected =>
  error._tag === "TargetGone"
    ? new NotConnected({ url: error.target, reason: error.reason, attempts: 0, advice: error.advice })
    : new NotConnected({
      url: error.target,
      reason: `it could not be started: ${error.reason}`,
      attempts: 0,
      advice: `Every call tries again. ${error.advice}`.trimEnd()
    })

/** What an application calls itself; one without a name is known by the title of its window. */
const labelOf = ({ appName, title }: ProbeInfo): string | undefined => appName ?? title

const described = (label: string, { title }: ProbeInfo): string =>
  title === undefined || title === label ? label : `${label} (window ${JSON.stringify(title)})`

/**
 * Looks at every connection to a launched application whose it is: by the process that has the port, and where that cannot
 * be known by the name the application had before, or the title of its window.
 */
const isForeign = (labels: Map<string, string>, { pid, stranger, url }: RunningTarget) => (info: ProbeInfo) => {
  const owner = stranger?.()
  if (owner !== undefined && owner !== null) return `${described(owner, info)} has its port now, another application`
  const label = labelOf(info)
  const key = `${pid} ${url}`
  const known = labels.get(key)
  if (known === undefined && label !== undefined) labels.set(key, label)
  const isOther = owner === null && known !== undefined && label !== undefined && label !== known
  return isOther ? `${described(label, info)} answers there now, another application than ${known}` : undefined
}

export const makeTargets = Effect.gen(function*() {
  const settings = yield* Settings
  const launcher = yield* Launcher
  const labels = new Map<string, string>()
  const launched = (asked: string | undefined) =>
    asked === undefined ? SubscriptionRef.getUnsafe(launcher.state) : { _tag: "none" } as const

  const targets: Targets = {
    resolve: Effect.fnUntraced(function*(asked: string | undefined, start: boolean) {
      if (asked !== undefined) return { url: asked }
      const running = yield* Effect.mapError(launcher.running(start), unreachable)
      return running === undefined ? { url: settings.wsUrl } : { ...running, isForeign: isForeign(labels, running) }
    }),
    name: (asked) => {
      const state = launched(asked)
      return state._tag === "none" ? asked ?? settings.wsUrl : state._tag === "running" ? state.url : state.name
    },
    startup: (asked) => {
      const { _tag } = launched(asked)
      return _tag === "none" || _tag === "running" ? 0 : settings.startupTimeout
    },
    explain: Effect.fnUntraced(function*(asked: string | undefined, error: Disconnected) {
      const gone = launched(asked)._tag === "none" ? undefined : yield* launcher.obituary
      if (gone === undefined) return yield* error
      const { code, method, reason } = error
      return yield* new Disconnected({ method, code, reason: reason || gone.reason, obituary: gone.advice })
    })
  }
  return targets
})

import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import {
  type Ended,
  Launcher,
  LaunchFailed,
  type RunningTarget,
  type Target,
  TargetGone,
  type TargetState
} from "../../services/Launcher.ts"
import type { Output } from "./output.ts"
import { makeRestarts } from "./restarts.ts"

/** How a target is started; `output` is absent where nothing of it can be read. */
export interface Keeping {
  /** What is launched when a connection is wanted; undefined where the bridge launches nothing by itself. */
  readonly configured: Target | undefined
  readonly start: (target: Target) => Effect.Effect<RunningTarget, LaunchFailed, Scope.Scope>
  /** What can be known without starting it: an application that runs does not make way for one that cannot. */
  readonly check?: (target: Target) => Effect.Effect<unknown, LaunchFailed>
  /** Whether one that crashed is started again. */
  readonly relaunch: boolean
  readonly output?: Output
}

/** One run of a target, from the decision to start it. */
interface Run {
  readonly target: Target
  readonly scope: Scope.Closeable
  readonly outcome: Deferred.Deferred<RunningTarget, LaunchFailed>
  /** Done after the state has changed, so that who waits for it sees what follows. */
  readonly gone: Deferred.Deferred<Ended>
  fiber: Fiber.Fiber<unknown, unknown> | undefined
}

/** How long a death may take to be noticed once the connection is lost. */
const moment = "500 millis"

const startsAgain = "The next call starts it again."
const stoppedHow = "was stopped"

const fault = (target: string, reason: string) => new LaunchFailed({ target, reason, tail: [] })

const faultOf = (target: string, cause: Cause.Cause<LaunchFailed>): LaunchFailed => {
  const failure = cause.reasons.find(Cause.isFailReason)
  const stopped = Cause.hasInterruptsOnly(cause)
  return failure?.error ??
    fault(target, stopped ? "it was stopped meanwhile" : `a defect of the bridge: ${Cause.pretty(cause)}`)
}

/** Keeps at most one target: starts it when it is wanted, knows how it ended, and starts it again. It ends with the scope. */
export const makeLauncher = Effect.fn("Launcher.make")(
  function*({ check, configured, output, relaunch, start }: Keeping) {
    const scope = yield* Effect.scope
    const turn = yield* Semaphore.make(1)
    const state = yield* SubscriptionRef.make<TargetState>(
      configured === undefined ? { _tag: "none" } : { _tag: "idle", name: configured.path }
    )
    let wanted = configured
    let run: Run | undefined
    /** Why nothing runs, and whether anybody has heard of it. */
    let last: { readonly error: LaunchFailed | TargetGone; untold: boolean } | undefined
    let halted = false
    const restarts = makeRestarts(relaunch)

    const now = Clock.currentTimeMillis
    const bury = (own: Run, error: LaunchFailed | TargetGone, untold: boolean) => {
      if (run === own) run = undefined
      last = { error, untold }
    }

    /** The target runs no more, by itself or because it was told to. */
    const over = Effect.fnUntraced(function*(own: Run, ended: Ended, next: string) {
      const at = yield* now
      bury(
        own,
        new TargetGone({ target: own.target.path, how: ended.how, next, tail: ended.tail }),
        next === startsAgain
      )
      yield* SubscriptionRef.set(state, { _tag: "ended", name: own.target.path, at, ended })
    })

    const died = Effect.fnUntraced(function*(own: Run, ended: Ended) {
      if (run !== own) return
      yield* Effect.logWarning(`${own.target.path} ${ended.how}`)
      yield* over(own, ended, startsAgain)
      yield* Scope.close(own.scope, Exit.void)
      if (yield* restarts.allowed(ended)) yield* begin(own.target)
      yield* Deferred.succeed(own.gone, ended)
    })

    const started = Effect.fnUntraced(function*(own: Run, found: RunningTarget) {
      const since = yield* now
      const { name, pid, url } = found
      yield* SubscriptionRef.set(state, { _tag: "running", name, url, since, ...(pid === undefined ? {} : { pid }) })
      yield* found.ended.pipe(
        Effect.flatMap((ended) => turn.withPermit(Effect.uninterruptible(died(own, ended)))),
        Effect.forkIn(scope)
      )
      yield* Deferred.succeed(own.outcome, { ...found, ended: Deferred.await(own.gone) })
    })

    const failed = Effect.fnUntraced(function*(own: Run, error: LaunchFailed) {
      yield* Scope.close(own.scope, Exit.fail(error))
      const mine = run === own
      bury(own, error, false)
      if (mine) {
        const name = own.target.path
        yield* SubscriptionRef.set(state, { _tag: "failed", name, at: yield* now, reason: error.reason })
      }
      yield* Deferred.fail(own.outcome, error)
    })

    /** To be called in turn, when nothing runs. */
    const begin = (target: Target): Effect.Effect<Run> =>
      Effect.uninterruptible(Effect.gen(function*() {
        const own: Run = {
          target,
          scope: yield* Scope.fork(scope),
          outcome: Deferred.makeUnsafe(),
          gone: Deferred.makeUnsafe(),
          fiber: undefined
        }
        run = own
        wanted = target
        last = undefined
        halted = false
        yield* SubscriptionRef.set(state, { _tag: "starting", name: target.path, since: yield* now })
        own.fiber = yield* Effect.uninterruptibleMask((restore) =>
          Effect.matchCauseEffect(restore(Scope.provide(start(target), own.scope)), {
            onSuccess: (found) => started(own, found),
            onFailure: (cause) => failed(own, faultOf(target.path, cause))
          })
        ).pipe(Effect.forkIn(scope))
        return own
      }))

    /** To be called in turn. */
    const clear = Effect.uninterruptible(Effect.gen(function*() {
      const own = run
      if (own === undefined) return false
      run = undefined
      if (own.fiber !== undefined) yield* Fiber.interrupt(own.fiber)
      yield* Scope.close(own.scope, Exit.void)
      const ended: Ended = { how: stoppedHow, tail: output?.last(0) ?? [] }
      yield* over(own, ended, "qtmcp_launch starts it again.")
      yield* Deferred.fail(own.outcome, fault(own.target.path, "it was stopped meanwhile"))
      yield* Deferred.succeed(own.gone, ended)
      return true
    }))

    /** The run to wait for; undefined where there is none and none is to be made. */
    const choose = Effect.fnUntraced(function*(mayStart: boolean) {
      if (run !== undefined || wanted === undefined) return run
      if (scope.state._tag === "Closed") return yield* fault(wanted.path, "the bridge is ending")
      if (last !== undefined && (halted || last.untold || !mayStart)) {
        if (mayStart) last.untold = false
        return yield* last.error
      }
      return mayStart ? yield* begin(wanted) : undefined
    })

    const obituary = Effect.gen(function*() {
      const own = run
      if (own !== undefined) yield* Effect.timeoutOption(Deferred.await(own.gone), moment)
      if (last?.error._tag !== "TargetGone") return undefined
      last.untold = false
      return last.error
    })

    return Launcher.of({
      launch: Effect.fn("Launcher.launch")(function*(given?: Target) {
        const target = given ?? wanted
        if (target === undefined) {
          return yield* fault("nothing", "no program was named, and none is configured (--target)")
        }
        if (run !== undefined && check !== undefined) yield* check(target)
        restarts.forget()
        const own = yield* turn.withPermit(Effect.andThen(clear, begin(target)))
        return yield* Deferred.await(own.outcome)
      }),
      running: Effect.fn("Launcher.running")(function*(mayStart: boolean) {
        const own = yield* turn.withPermit(Effect.uninterruptible(choose(mayStart)))
        return own === undefined ? undefined : yield* Deferred.await(own.outcome)
      }),
      obituary,
      stop: Effect.withSpan(
        turn.withPermit(Effect.tap(clear, (stopped) =>
          Effect.sync(() => {
            halted = halted || stopped
          }))),
        "Launcher.stop"
      ),
      state,
      output: (count = 200) => Effect.sync(() => output?.all(count) ?? []),
      outputs: output?.changes ?? Stream.empty
    })
  }
)

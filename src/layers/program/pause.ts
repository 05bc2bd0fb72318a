import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Option from "effect/Option"
import * as Semaphore from "effect/Semaphore"
import type { Events } from "../../services/Events.ts"
import { HoldLimit, Paused, type PauseState } from "../../services/Pause.ts"
import { CurrentCall } from "../../services/ToolRegistry.ts"

const running: PauseState = { _tag: "running" }

/** An action that wants to begin: which tool, and the number of the call. */
export interface Waiting {
  readonly tool: string
  readonly call: number
}

/** The switch of the actions; `limit` is how long one is held where the caller says nothing else. */
export const makePause = Effect.fnUntraced(function*({ publish }: Events["Service"], limit: Duration.Input) {
  const open = yield* Latch.make(true)
  const shut = yield* Latch.make(false)
  const lock = yield* Semaphore.make(1)
  let state: PauseState = running

  /** A change and its event are one, so that the events have the order of the changes. */
  const set = (next: PauseState, from: Latch.Latch, to: Latch.Latch) =>
    Effect.sync(() => {
      state = next
      Latch.closeUnsafe(from)
      Latch.openUnsafe(to)
    })

  const pause = Effect.gen(function*() {
    if (state._tag === "paused") return state
    const { actor } = yield* CurrentCall
    const since = yield* Clock.currentTimeMillis
    yield* set({ _tag: "paused", by: actor, since }, open, shut)
    yield* publish({ topic: "tools", type: "paused", actor, data: { by: actor, since } })
    return state
  }).pipe(Effect.uninterruptible, lock.withPermit)

  const resume = Effect.gen(function*() {
    if (state._tag === "running") return state
    const { actor } = yield* CurrentCall
    const ms = (yield* Clock.currentTimeMillis) - state.since
    // What was held begins within the change: it is told of before.
    yield* publish({ topic: "tools", type: "resumed", actor, data: { by: actor, ms } })
    yield* set(running, shut, open)
    return state
  }).pipe(Effect.uninterruptible, lock.withPermit)

  /** Fails with `Paused` once one and the same pause has held an action that has not begun for `patience`. */
  const expired = (tool: string, patience: Duration.Duration, mayEnd: () => boolean): Effect.Effect<never, Paused> =>
    Effect.gen(function*() {
      if (!Duration.isFinite(patience)) return yield* Effect.never
      while (true) {
        yield* shut.await
        const held = state
        const resumed = yield* Effect.timeoutOption(open.await, patience)
        if (held._tag === "running" || Option.isSome(resumed)) continue
        if (!mayEnd()) return yield* Effect.never
        return yield* new Paused({ tool, by: held.by, since: held.since, held: Duration.toMillis(patience) })
      }
    })

  const tell = Effect.fnUntraced(function*(by: string, data: Waiting) {
    const { actor, progress } = yield* CurrentCall
    yield* publish({ topic: "tools", type: "call_held", actor, data: { ...data, by } })
    yield* progress(`held: a person (${by}) has paused all actions`)
  })

  /**
   * Runs an action when nobody holds it. `queued` brings it to its turn, and is given what is to be done then. Whether it
   * begins or has waited for too long is decided in one step, so that of what is answered with `Paused` nothing is done.
   */
  const gate = <A, E, R, R2>(
    waiting: Waiting,
    run: Effect.Effect<A, E, R>,
    queued: (begun: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R2>
  ): Effect.Effect<A, E | Paused, R | R2> =>
    Effect.flatMap(HoldLimit, (own = limit) => {
      let decided: "begun" | "expired" | undefined
      let told = false
      /** Once, be it held when it comes or when it has its turn. */
      const telling = Effect.suspend(() => {
        if (state._tag === "running" || told) return Effect.void
        told = true
        return tell(state.by, waiting)
      })
      const begin: Effect.Effect<void> = Effect.suspend(() => {
        if (decided === "expired") return Effect.never
        if (state._tag === "running") {
          decided = "begun"
          return Effect.void
        }
        return Effect.andThen(telling, Effect.andThen(open.await, begin))
      })
      const mayEnd = () => decided === undefined && (decided = "expired") === "expired"
      const patience = Duration.fromInputUnsafe(own)
      const going = Effect.andThen(telling, queued(Effect.andThen(begin, run)))
      return Effect.raceFirst(going, expired(waiting.tool, patience, mayEnd))
    })

  /** Between the parts of an action: waits while it is held, and says whether it was. */
  const nextPart = (waiting: Waiting): Effect.Effect<boolean, Paused> =>
    Effect.suspend(() =>
      state._tag === "running"
        ? Effect.succeed(false)
        : gate(waiting, Effect.succeed(true), (begun) => begun)
    )

  return { pause, resume, paused: Effect.sync(() => state), gate, nextPart }
})

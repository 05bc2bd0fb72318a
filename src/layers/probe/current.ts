import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { type Busy, NotConnected } from "../../services/ProbeError.ts"
import type { ProbeState } from "../../services/ProbeSocket.ts"
import type { Answering } from "./attempt.ts"
import type { Progress } from "./attempts.ts"
import { isSameUrl } from "./target.ts"

/** The connection in use. */
export interface Live extends Answering {
  readonly scope: Scope.Closeable
}

/** The request since which the application answers nothing; `since` is epoch milliseconds. */
export interface Silence {
  readonly method: string
  readonly since: number
}

/** Which connection is in use, whether its application answers, and the state that is shown of it. */
export const makeCurrent = Effect.gen(function*() {
  const state = yield* SubscriptionRef.make<ProbeState>({ _tag: "idle" })
  const turn = yield* Semaphore.make(1)
  const count = { drops: 0, reconnects: 0 }
  let live: Live | undefined
  let silence: Silence | undefined
  let deaf: Silence & { readonly url: string } | undefined
  let connections = 0
  let lost = false

  /** Variables change in one step with the decision to; the lock keeps what is shown in the same order. */
  const change = <A, E>(step: () => Effect.Effect<A, E>): Effect.Effect<A, E> =>
    turn.withPermit(Effect.uninterruptible(Effect.suspend(step)))

  const take = (): Live | undefined => {
    const previous = live
    live = undefined
    silence = undefined
    return previous
  }

  const ready = (next: Live): Effect.Effect<void> =>
    Effect.flatMap(
      Clock.currentTimeMillis,
      (since) => SubscriptionRef.set(state, { _tag: "ready", probe: next.info, since, connection: connections })
    )

  return {
    state,
    count,
    live: () => live,
    silence: () => silence,

    /** Uses this connection from now on, unless `claim` objects; completes with the one before, which is still open. */
    accept: (next: Live, claim: () => NotConnected | undefined) =>
      change((): Effect.Effect<Live | undefined, NotConnected> => {
        const objection = claim()
        if (objection !== undefined) return Effect.fail(objection)
        if (live !== undefined && silence !== undefined) deaf = { ...silence, url: live.info.url }
        if (deaf !== undefined && isSameUrl(deaf.url, next.info.url)) deaf = undefined
        if (lost) count.reconnects += 1
        lost = false
        connections += 1
        const previous = take()
        live = next
        return Effect.as(ready(next), previous)
      }),

    /** The connection of this number ended by itself; undefined where it is not, or no longer, the one in use. */
    drop: (number: number, replace: () => Effect.Effect<unknown>) =>
      change((): Effect.Effect<Live | undefined> => {
        if (live?.link.number !== number) return Effect.undefined
        lost = true
        count.drops += 1
        const previous = take()
        return Effect.as(replace(), previous)
      }),

    /** Nothing is in use any more, on purpose. */
    release: change(() => {
      if (live !== undefined && silence !== undefined) deaf = { ...silence, url: live.info.url }
      lost = false
      return Effect.as(SubscriptionRef.set(state, { _tag: "idle" }), take())
    }),

    /** The round that holds `claim` is so far. */
    searching: (progress: Progress, claim: () => boolean) =>
      change(() => claim() ? SubscriptionRef.set(state, { _tag: "connecting", ...progress }) : Effect.void),

    /** The round that holds `claim` has failed. */
    failed: (error: NotConnected | Busy | undefined, claim: () => boolean) =>
      change(() => {
        if (!claim()) return Effect.void
        const reason = error?.message ?? "a defect of the bridge"
        const closeCode = error?._tag === "Busy" ? { closeCode: 1008 } : {}
        return SubscriptionRef.set(state, { _tag: "down", reason, ...closeCode })
      }),

    /** The application answers nothing, if `still` holds. */
    silent: (number: number, method: string, since: number, still: () => boolean) =>
      change(() => {
        if (live?.link.number !== number || silence !== undefined || !still()) return Effect.void
        silence = { method, since }
        const { info: probe } = live
        return SubscriptionRef.set(state, { _tag: "blocked", probe, connection: connections, method, since })
      }),

    /** The application answers; true where it was blocked, and `recovered` is to be shown. */
    alive: (number: number): boolean => {
      if (silence === undefined || live?.link.number !== number) return false
      silence = undefined
      return true
    },
    recovered: change(() => live !== undefined && silence === undefined ? ready(live) : Effect.void),

    /** A blocked application that was left holds that connection still: the client it refuses others for is this bridge. */
    explain: (error: NotConnected | Busy): NotConnected | Busy =>
      error._tag === "Busy" && deaf !== undefined && isSameUrl(deaf.url, error.url)
        ? new NotConnected({
          url: error.url,
          reason: `the application has been blocked since ${deaf.method} and has not let go of this bridge's earlier `
            + "connection; it will when a person closes the dialog there",
          attempts: 1
        })
        : error
  }
})

export type Current = Effect.Success<typeof makeCurrent>

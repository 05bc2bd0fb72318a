import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import { type Busy, NotConnected } from "../../services/ProbeError.ts"
import { Retry } from "../../services/Retry.ts"
import type { Answering } from "./attempt.ts"
import { type Progress, repeated } from "./attempts.ts"
import type { Closed } from "./connection.ts"
import type { Current, Live } from "./current.ts"
import type { Target, Targets } from "./target.ts"

/** Attempts whose outcome all wait for who need a connection, unless they run in the background after a drop. */
export interface Round {
  readonly wanted: string | undefined
  /** How the connection before was lost; undefined for a round that somebody asked for. */
  readonly lost: Closed | undefined
  readonly outcome: Deferred.Deferred<Live, NotConnected | Busy>
  progress: Progress | undefined
  fiber: Fiber.Fiber<unknown, unknown> | undefined
}

/** One attempt; it lives in the scope it is given. */
export type Attempt = (target: Target) => Effect.Effect<Answering, NotConnected | Busy, Scope.Scope>

/** The rounds of attempts: at most one that everybody shares, and those beside a connection in use. */
export const makeRounds = Effect.fnUntraced(function*(current: Current, targets: Targets, attempt: Attempt) {
  const scope = yield* Effect.scope
  const retry = yield* Retry
  /** Attempts belong to the layer, whoever asks for one: its transport, its log. */
  const context = yield* Effect.context<never>()
  const farewells = yield* Semaphore.make(1)
  /** Never there together with a connection in use. */
  let round: Round | undefined
  let asked: string | undefined
  /** Grows when what was begun before is void. */
  let epoch = 0

  const refusal = (reason: string) => new NotConnected({ url: targets.name(asked), reason, attempts: 0 })
  const isOver = () => scope.state._tag === "Closed"
  const stopped = () => refusal(isOver() ? "the bridge is ending" : "it was told to disconnect meanwhile")

  /** Leaves politely. No attempt begins meanwhile: a probe serves one client. */
  const leave = (previous: Live | undefined) =>
    previous === undefined ? Effect.void : farewells.withPermit(Scope.close(previous.scope, Exit.void))

  const end = (ended: Round | undefined, outcome: Exit.Exit<Live, NotConnected | Busy>) =>
    ended === undefined ? Effect.void : Effect.andThen(
      Deferred.done(ended.outcome, outcome),
      ended.fiber === undefined ? Effect.void : Fiber.interrupt(ended.fiber)
    )

  /** Attempts whose connection becomes the one in use. Nothing of them is left where they fail or are interrupted. */
  const establish = (wanted: string | undefined, own?: Round) =>
    Effect.uninterruptibleMask(Effect.fnUntraced(function*(restore) {
      const begun = epoch
      const room = yield* Scope.fork(scope)
      const report = (progress: Progress) =>
        current.searching(progress, () => {
          if (own === undefined || round !== own) return false
          own.progress = progress
          return true
        })
      const accept = Effect.fnUntraced(function*(found: Answering) {
        const next: Live = { ...found, scope: room }
        let rival: Round | undefined
        const previous = yield* current.accept(next, () => {
          if (epoch !== begun || (own !== undefined && round !== own)) return stopped()
          if (!found.link.isOpen()) return refusal("it closed the connection")
          rival = round === own ? undefined : round
          round = undefined
          asked = wanted
          return undefined
        })
        yield* end(rival, Exit.succeed(next))
        yield* leave(previous)
        yield* Effect.logInfo(`connected to ${next.info.url} (${next.info.server} ${next.info.version})`)
        return next
      })
      /** Only a round that somebody asked for starts an application; one that has died meanwhile is asked for again. */
      const reach: Effect.Effect<Answering, NotConnected | Busy, Scope.Scope> = Effect.gen(function*() {
        const target = yield* targets.resolve(wanted, own?.lost === undefined)
        const attempts = repeated(retry, attempt(target), report)
        if (target.ended === undefined) return yield* attempts
        const found = yield* Effect.raceFirst(attempts, Effect.asVoid(target.ended))
        return found ?? (yield* reach)
      })
      const search = farewells.withPermit(Effect.void).pipe(
        Effect.andThen(reach),
        Scope.provide(room),
        Effect.mapError(current.explain)
      )
      return yield* restore(search).pipe(
        Effect.flatMap(accept),
        Effect.onError((cause) => Scope.close(room, Exit.failCause(cause)))
      )
    })).pipe(Effect.provideContext(context))

  const finish = Effect.fnUntraced(function*(own: Round, exit: Exit.Exit<Live, NotConnected | Busy>) {
    const outcome = Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause) ? Exit.fail(stopped()) : exit
    if (Exit.isFailure(outcome)) {
      const reason = outcome.cause.reasons.find(Cause.isFailReason)
      yield* current.failed(reason?.error, () => {
        const mine = round === own
        if (mine) round = undefined
        return mine
      })
    }
    yield* Deferred.done(own.outcome, outcome)
  })

  /** Takes the place of the round at once; to be called in the step that decides for it, outside of any interruption. */
  const begin = (wanted: string | undefined, lost?: Closed): Effect.Effect<Round> => {
    const own: Round = { wanted, lost, outcome: Deferred.makeUnsafe(), progress: undefined, fiber: undefined }
    if (isOver()) return Effect.as(Deferred.fail(own.outcome, stopped()), own)
    round = own
    return establish(wanted, own).pipe(
      Effect.onExit((exit) => finish(own, exit)),
      Effect.forkIn(scope),
      Effect.map((fiber) => {
        own.fiber = fiber
        return own
      })
    )
  }

  return {
    running: () => round,
    /** What the user asked to be connected to; undefined for the configured target. */
    asked: () => asked,
    ask: (wanted: string | undefined): void => {
      asked = wanted
    },
    begin,
    /** A round beside the connection in use, whose caller alone waits for it; interrupting that ends it. */
    beside: (wanted: string | undefined) => establish(wanted),
    leave,
    /** Leaves the connection in use, and voids whatever is on the way to another. */
    leaveAll: Effect.uninterruptible(Effect.suspend(() => {
      const running = round
      epoch += 1
      round = undefined
      return Effect.flatMap(
        current.release,
        (previous) => Effect.andThen(end(running, Exit.fail(stopped())), leave(previous))
      )
    }))
  }
})

export type Rounds = Effect.Success<ReturnType<typeof makeRounds>>

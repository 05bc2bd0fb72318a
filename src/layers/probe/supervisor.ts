import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"
import { Blocked, type Busy, NotConnected } from "../../services/ProbeError.ts"
import type { Closed } from "./connection.ts"
import type { Current, Live } from "./current.ts"
import type { Round, Rounds } from "./rounds.ts"
import { isSameUrl, type Targets } from "./target.ts"

/** A link that is closing, though its close has not been reported. */
const closing: Closed = { code: 1006, reason: "" }

const joined = ({ outcome }: Round) => Deferred.await(outcome)

/** Who gets which connection: what the callers of `ProbeSocket` ask for, and what happens when a connection ends. */
export const makeSupervisor = Effect.fnUntraced(function*(current: Current, targets: Targets, rounds: Rounds) {
  const scope = yield* Effect.scope
  const connects = yield* Semaphore.make(1)

  const dropped = Effect.fnUntraced(function*(number: number, closed: Closed) {
    const previous = yield* current.drop(number, () => rounds.begin(rounds.asked(), closed))
    if (previous === undefined) return
    yield* Effect.logWarning(`the connection ended (${closed.code} ${closed.reason})`)
    yield* Effect.forkIn(rounds.leave(previous), scope)
  })

  /** The connection in use, if it is one still. */
  const live = Effect.gen(function*() {
    const found = current.live()
    if (found === undefined || found.link.isOpen()) return found
    yield* dropped(found.link.number, closing)
    return current.live()
  })

  /** The round that runs, or a new one; none where there is a connection by now. */
  const begin = (wanted: string | undefined) =>
    Effect.uninterruptible(Effect.suspend((): Effect.Effect<Round | undefined> => {
      const running = rounds.running()
      if (running !== undefined) return Effect.succeed(running)
      return current.live() === undefined ? rounds.begin(wanted) : Effect.undefined
    }))

  /** What a call gets while the connection is made anew in the background. */
  const reconnecting = Effect.fnUntraced(function*({ progress, wanted }: Round, lost: Closed) {
    const { attempt = 1, nextAt } = progress ?? {}
    const now = yield* Clock.currentTimeMillis
    return yield* new NotConnected({
      url: targets.name(wanted),
      reason: `the connection was lost (${lost.code})`,
      attempts: nextAt === undefined ? attempt : attempt - 1,
      nextAttemptIn: nextAt === undefined ? 0 : Math.max(0, nextAt - now)
    })
  })

  const refuseBlocked = Effect.fnUntraced(function*() {
    const silence = current.silence()
    if (silence === undefined) return
    return yield* new Blocked({ method: silence.method, since: (yield* Clock.currentTimeMillis) - silence.since })
  })

  /** The connection to use now. Only the first of all who need one begins a round. */
  const ensure: Effect.Effect<Live, NotConnected | Busy | Blocked> = Effect.gen(function*() {
    const found = yield* live
    if (found !== undefined) {
      yield* refuseBlocked()
      return found
    }
    const round = yield* begin(rounds.asked())
    if (round === undefined) return yield* ensure
    return yield* round.lost === undefined ? joined(round) : reconnecting(round, round.lost)
  })

  const connect = Effect.fn("ProbeSocket.connect")(function*(wanted: string | undefined) {
    const url = targets.name(wanted)
    const found = yield* live
    // A probe serves one client: towards the same one a second connection is refused.
    if (found !== undefined && isSameUrl(found.info.url, url)) {
      rounds.ask(wanted)
      yield* refuseBlocked()
      return found
    }
    const running = rounds.running()
    if (running !== undefined && isSameUrl(targets.name(running.wanted), url)) return yield* joined(running)
    const round = found === undefined && running === undefined ? yield* begin(wanted) : undefined
    return yield* round === undefined ? rounds.beside(wanted) : joined(round)
  }, (run) => connects.withPermit(run))

  return { dropped, ensure, connect, disconnect: rounds.leaveAll }
})

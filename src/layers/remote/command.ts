import * as Effect from "effect/Effect"
import { CommandOver, type RunningCommand } from "../../services/Executor.ts"
import type { Inbox } from "./inbox.ts"
import type { Ledger } from "./ledger.ts"
import type { Session } from "./session.ts"

/** How much later than it should an executor may end a command that took too long. */
const margin = 15_000
/** How long it may take to tell of an end that was asked for: it has a grace period to give. */
const patience = { reliable: 10_000, original: 2500 }
/** The same when the connection is left, which ends the command too. */
const parting = 3000

/** How long it may take to pause a command, or to let it go on. */
const controlTime = "10 seconds"

export interface FollowOptions {
  readonly pid: number
  readonly timeout: number | undefined
  readonly isReliable: boolean
}

/** A command that was started on another executor, and ends there with the scope, in time, and when it is told to. */
export const follow = Effect.fnUntraced(function*(
  session: Session,
  inbox: Inbox,
  ledger: Ledger,
  { isReliable, pid, timeout }: FollowOptions
) {
  const scope = yield* Effect.scope
  const wait = isReliable ? patience.reliable : patience.original

  const control = (type: "PAUSE" | "RESUME") =>
    inbox.hurry(session.request("control", { type })).pipe(
      Effect.mapError((error) =>
        new CommandOver({ reason: error._tag === "ProbeFault" ? error.reason : error.message })
      ),
      Effect.timeoutOrElse({
        duration: controlTime,
        orElse: () => new CommandOver({ reason: "the executor does not answer, so it may be over" })
      }),
      Effect.asVoid
    )

  /** Asks for the end, and waits for it no longer than it may take. */
  const end = Effect.fnUntraced(function*(why: "timedOut" | "canceled", longest: number) {
    ledger.asked(why)
    session.tell("control", { type: "CANCEL" })
    // A stopped process hears of its end when it goes on; the original does not see to that.
    if (!isReliable) session.tell("control", { type: "RESUME" })
    yield* inbox.hurry(Effect.timeoutOption(ledger.over, longest))
    ledger.lose(
      "did not tell of its end",
      "It was asked to end it, and the connection was closed, with which it has to."
    )
  })

  const watch = Effect.map(session.closed, ({ code, reason }) =>
    ledger.lose(
      `closed the connection (${code}${reason === "" ? "" : ` ${reason}`})`,
      "An executor ends what a lost client ran; look at what the command has done before you repeat it."
    ))
  yield* Effect.forkIn(watch, scope)
  if (timeout !== undefined) {
    const late = timeout + (isReliable ? margin : 0)
    yield* Effect.timeoutOrElse(ledger.over, { duration: late, orElse: () => end("timedOut", wait) }).pipe(
      Effect.forkIn(scope)
    )
  }
  // Before the connection is left: who gives the command up wants no executor to go on with it.
  yield* Effect.addFinalizer(() => ledger.isOver() ? Effect.void : end("canceled", parting))

  const running = <E>(action: Effect.Effect<void, E>) =>
    Effect.suspend((): Effect.Effect<void, E | CommandOver> =>
      ledger.isOver() ? new CommandOver({ reason: "the command has ended" }) : action
    )
  const command: RunningCommand = {
    pid,
    events: inbox.events,
    pause: running(control("PAUSE")),
    resume: running(control("RESUME")),
    cancel: running(Effect.asVoid(Effect.forkIn(end("canceled", wait), scope, { startImmediately: true })))
  }
  return command
})

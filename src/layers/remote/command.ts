import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { CommandLost, CommandOver, type Completion, type Limit, type RunningCommand } from "../../services/Executor.ts"
import { startOf } from "../executor/delivery.ts"
import { limitIn } from "../executor/limits.ts"
import { completionOf, type Known, lostCompletion } from "./ending.ts"
import type { Inbox } from "./inbox.ts"
import type { Notice } from "./notices.ts"
import type { Session } from "./session.ts"

/** How the executor is reached, and how far it can be relied on. */
export interface Reliance {
  /** As errors name it. */
  readonly name: string
  /** Whether it ends commands in time and tells of every end; the original does neither (its faults 1 to 3). */
  readonly isReliable: boolean
}

/** How much later than it should an executor may end a command that took too long. */
const margin = 15_000
/** How long it may take to tell of an end that was asked for: it has a grace period to give. */
const patience = { reliable: 10_000, original: 2500 }
/** The same when the connection is left, which ends the command too. */
const parting = 3000

const overflow = /^more than (\d+) bytes/

/** Follows a command that runs elsewhere. `take` is to be given what is notified of it, from the start. */
export const makeCommand = Effect.fnUntraced(function*(
  { isReliable, name }: Reliance,
  inbox: Inbox,
  options: { readonly timeout: number | undefined; readonly maxOutput: number }
) {
  const clock = yield* Clock.Clock
  const startedAt = clock.currentTimeMillisUnsafe()
  const finished = Deferred.makeUnsafe<void>()
  let reason: Known["reason"]
  let limit: Limit | undefined
  let written = 0
  let dropped = 0

  const known = (): Known => ({
    durationMs: clock.currentTimeMillisUnsafe() - startedAt,
    outputBytes: written,
    droppedBytes: dropped,
    limit,
    reason
  })
  const isOver = () => Deferred.isDoneUnsafe(finished)
  const finish = (completion: Completion): void => {
    if (!Deferred.doneUnsafe(finished, Effect.void)) return
    inbox.put({ _tag: "completed", completion })
    inbox.end()
  }
  const lose = (why: string, next: string): void =>
    finish(lostCompletion(new CommandLost({ executor: name, reason: why, next }), known()))
  const notice = (found: Limit): void => {
    if (found.kind !== limit?.kind) inbox.put({ _tag: "limit", limit: found })
    limit = found
  }

  const take = (event: Notice): void => {
    switch (event._tag) {
      case "output": {
        const bytes = Buffer.byteLength(event.text)
        const left = options.maxOutput - written
        written += bytes
        if (bytes <= left) inbox.put(event)
        else {
          const text = dropped > 0 || left <= 0 ? "" : startOf(event.text, left)
          if (text !== "") inbox.put({ ...event, text, continues: false })
          if (dropped === 0) inbox.put({ _tag: "overflow", maxOutput: options.maxOutput })
          dropped += bytes - Buffer.byteLength(text)
        }
        // The original misses most of them, and takes other lines for one (its fault 5).
        const found = isReliable ? undefined : limitIn(event.text)
        return found === undefined ? undefined : notice(found)
      }
      case "limit":
        return isReliable ? notice(event.limit) : undefined
      case "completed":
        return finish(completionOf(event.completed, known()))
      case "trouble": {
        const most = overflow.exec(event.reason)?.[1]
        if (most !== undefined) return inbox.put({ _tag: "overflow", maxOutput: Number(most) })
        return isReliable ? undefined : lose(`gave up on its output (${event.reason})`, "It is ended there.")
      }
      default:
        return inbox.put(event)
    }
  }

  /** To be called once, when the command was started. */
  const follow = Effect.fnUntraced(function*(session: Session, pid: number) {
    const told = Deferred.await(finished)
    const control = (type: string) =>
      inbox.hurry(session.request("control", { type })).pipe(
        Effect.mapError((error) =>
          new CommandOver({ reason: error._tag === "ProbeFault" ? error.reason : error.message })
        ),
        Effect.asVoid
      )
    const wait = isReliable ? patience.reliable : patience.original
    const asked = () => {
      session.tell("control", { type: "CANCEL" })
      // A stopped process hears of its end when it goes on; the original does not see to that.
      if (!isReliable) session.tell("control", { type: "RESUME" })
    }
    /** Asks for the end, and waits for it no longer than it may take. */
    const end = (why: Known["reason"], longest: number) =>
      Effect.suspend(() => {
        reason ??= why
        asked()
        return inbox.hurry(Effect.timeoutOption(told, longest))
      }).pipe(Effect.andThen(Effect.sync(() =>
        lose("did not tell of its end", "It was asked to end it, and the connection was closed, with which it has to.")
      )))

    yield* Effect.flatMap(session.closed, ({ code, reason: text }) =>
      Effect.sync(() =>
        lose(
          `closed the connection (${code}${text === "" ? "" : ` ${text}`})`,
          "An executor ends what a lost client ran; look at what the command has done before you repeat it."
        )
      )).pipe(Effect.forkScoped)
    if (options.timeout !== undefined) {
      const late = options.timeout + (isReliable ? margin : 0)
      yield* Effect.timeoutOrElse(told, { duration: late, orElse: () => end("timedOut", wait) }).pipe(Effect.forkScoped)
    }
    const scope = yield* Effect.scope
    // Before the connection is left: whoever does not wait for the command any more wants no other to go on with it.
    yield* Effect.addFinalizer(() => isOver() ? Effect.void : end("canceled", parting))

    const running = <E>(action: Effect.Effect<void, E>) =>
      Effect.suspend((): Effect.Effect<void, E | CommandOver> =>
        isOver() ? new CommandOver({ reason: "the command has ended" }) : action
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

  return { take, follow }
})

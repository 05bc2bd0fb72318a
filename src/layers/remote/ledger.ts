import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { CommandLost, type Completion, type Limit } from "../../services/Executor.ts"
import { startOf } from "../executor/delivery.ts"
import { limitIn } from "../executor/limits.ts"
import { completionOf, type Known, lostCompletion } from "./ending.ts"
import type { Inbox } from "./inbox.ts"
import type { Notice } from "./notices.ts"

/** How the executor is reached, and how far it can be relied on. */
export interface Reliance {
  /** As errors name it. */
  readonly name: string
  /** Whether it ends commands in time and tells of every end; the original does neither (its faults 1 to 3). */
  readonly isReliable: boolean
}

/** What is known of a command that runs elsewhere, and how its events come from it. */
export interface Ledger {
  /** Takes what is notified of the command. */
  readonly take: (notice: Notice) => void
  /** Its end was asked for; the first reason counts. */
  readonly asked: (reason: "timedOut" | "canceled") => void
  /** Nothing more will be told of it: why, and what that means. */
  readonly lose: (why: string, next: string) => void
  readonly isOver: () => boolean
  /** Completes with its last event. */
  readonly over: Effect.Effect<void>
}

const overflow = /^more than (\d+) bytes/

export const makeLedger = Effect.fnUntraced(function*({ isReliable, name }: Reliance, inbox: Inbox, maxOutput: number) {
  const clock = yield* Clock.Clock
  const startedAt = clock.currentTimeMillisUnsafe()
  const over = yield* Deferred.make<void>()
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

  const finish = (completion: Completion): void => {
    if (!Deferred.doneUnsafe(over, Effect.void)) return
    inbox.put({ _tag: "completed", completion })
    inbox.end()
  }

  const lose = (why: string, next: string): void =>
    finish(lostCompletion(new CommandLost({ executor: name, reason: why, next }), known()))

  const reach = (found: Limit): void => {
    if (found.kind !== limit?.kind) inbox.put({ _tag: "limit", limit: found })
    limit = found
  }

  const output = (event: Extract<Notice, { readonly _tag: "output" }>): void => {
    const bytes = Buffer.byteLength(event.text)
    const left = maxOutput - written
    written += bytes
    if (bytes <= left) return inbox.put(event)
    const text = dropped > 0 || left <= 0 ? "" : startOf(event.text, left)
    if (text !== "") inbox.put({ ...event, text, continues: false })
    if (dropped === 0) inbox.put({ _tag: "overflow", maxOutput })
    dropped += bytes - Buffer.byteLength(text)
  }

  const take = (notice: Notice): void => {
    switch (notice._tag) {
      case "output": {
        output(notice)
        // The original misses most limits, and takes other lines for one (its fault 5).
        const found = isReliable ? undefined : limitIn(notice.text)
        return found === undefined ? undefined : reach(found)
      }
      case "limit":
        return isReliable ? reach(notice.limit) : undefined
      case "completed":
        return finish(completionOf(notice.completed, known()))
      case "trouble": {
        const most = overflow.exec(notice.reason)?.[1]
        if (most !== undefined) return inbox.put({ _tag: "overflow", maxOutput: Number(most) })
        return isReliable ? undefined : lose(`gave up on its output (${notice.reason})`, "It is ended there.")
      }
      default:
        return inbox.put(notice)
    }
  }

  const ledger: Ledger = {
    take,
    asked: (why) => {
      reason ??= why
    },
    lose,
    isOver: () => Deferred.isDoneUnsafe(over),
    over: Deferred.await(over)
  }
  return ledger
})

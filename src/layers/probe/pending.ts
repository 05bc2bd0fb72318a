import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { type Disconnected, ProbeFault } from "../../services/ProbeError.ts"
import { type Frame, payload } from "./frames.ts"

interface Waiting {
  readonly method: string
  readonly connection: number
  readonly answer: Deferred.Deferred<unknown, ProbeFault | Disconnected>
}

/** The requests that wait for an answer, by id. */
export interface Pending {
  readonly open: (method: string, connection: number) => { readonly id: number; readonly answer: Waiting["answer"] }
  /** False where nobody waits for this id. */
  readonly settle: (frame: Extract<Frame, { readonly _tag: "answer" }>) => boolean
  readonly forget: (id: number) => void
  /** Fails every request of a connection that has ended. */
  readonly abandon: (connection: number, error: (method: string) => Disconnected) => void
  readonly size: () => number
}

/**
 * Ids are positive integers below 2^31 (the probe reads a C++ int) and never repeat over connections: an answer can
 * arrive on the connection after the one its request went out on, even one of an earlier bridge, hence the random start.
 */
export const makePending = Effect.gen(function*() {
  const waiting = new Map<number, Waiting>()
  const after = (id: number): number => id < 2_147_483_000 ? id + 1 : 1
  let last = (yield* Random.nextIntBetween(1, 1_000_000)) * 1000
  const pending: Pending = {
    open: (method, connection) => {
      last = after(last)
      while (waiting.has(last)) last = after(last)
      const answer: Waiting["answer"] = Deferred.makeUnsafe()
      waiting.set(last, { method, connection, answer })
      return { id: last, answer }
    },
    settle: ({ error, id, result }) => {
      const entry = waiting.get(id)
      if (entry === undefined) return false
      waiting.delete(id)
      Deferred.doneUnsafe(
        entry.answer,
        error === undefined
          ? Effect.succeed(payload(entry.method, result))
          : Effect.fail(
            new ProbeFault({
              method: entry.method,
              code: error.code,
              reason: error.message,
              ...(error.data === undefined ? {} : { data: error.data })
            })
          )
      )
      return true
    },
    forget: (id) => {
      waiting.delete(id)
    },
    abandon: (connection, error) => {
      for (const [id, entry] of waiting) {
        if (entry.connection !== connection) continue
        waiting.delete(id)
        Deferred.doneUnsafe(entry.answer, Effect.fail(error(entry.method)))
      }
    },
    size: () => waiting.size
  }
  return pending
})

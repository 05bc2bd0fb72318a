import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Semaphore from "effect/Semaphore"

/**
 * One effect for all who want it: who asks gets what began after they asked, together with all others who did. After each
 * run there is a rest, of so many times as long as it took and at least `rest` milliseconds.
 */
export const makeShared = Effect.fnUntraced(function*<A, E, R>(
  run: Effect.Effect<A, E, R>,
  { rest, times }: { readonly rest: number; readonly times: number }
) {
  const lock = yield* Semaphore.make(1)
  let begun = 0
  let nextAt = 0
  let last: { readonly number: number; readonly exit: Exit.Exit<A, E> } | undefined

  const anew = Effect.gen(function*() {
    yield* Effect.sleep(Math.max(0, nextAt - (yield* Clock.currentTimeMillis)))
    const number = begun += 1
    const started = yield* Clock.currentTimeMillis
    const exit = yield* Effect.exit(run)
    const ended = yield* Clock.currentTimeMillis
    nextAt = ended + Math.max(rest, times * (ended - started))
    last = { number, exit }
    return yield* exit
  })

  const fresh = Effect.suspend(() => {
    const wanted = begun + 1
    return lock.withPermit(
      Effect.suspend(() => last !== undefined && last.number >= wanted ? last.exit : anew)
    )
  })
  return { fresh }
})

import * as Effect from "effect/Effect"

const rounds = 2000

const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** Lets everything run that is ready to, without any time passing. */
export const settled: Effect.Effect<void> = Effect.repeat(turn, { times: 20 }).pipe(Effect.asVoid)

/** Waits until something holds without any time of a test clock passing; fails the test where it never does. */
export const soon = (what: string, holds: () => boolean): Effect.Effect<void> => {
  const look = (left: number): Effect.Effect<void> =>
    Effect.suspend(() =>
      holds()
        ? Effect.void
        : left === 0
        ? Effect.die(new Error(`waited in vain for ${what}`))
        : Effect.andThen(turn, look(left - 1))
    )
  return look(rounds)
}

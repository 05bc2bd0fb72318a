import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

const deadline = 10_000

/** Waits until `found` gives something; fails the test after 10 s, saying what it waited for and `seen`. */
export const until = <A>(what: string, found: () => A | undefined, seen: () => string = () => ""): Effect.Effect<A> => {
  const look: Effect.Effect<A> = Effect.suspend(() => {
    const value = found()
    return value === undefined ? Effect.andThen(Effect.sleep(4), look) : Effect.succeed(value)
  })
  return Effect.flatMap(Effect.timeoutOption(look, deadline), (result) =>
    Option.isSome(result)
      ? Effect.succeed(result.value)
      : Effect.die(new Error(`waited ${deadline} ms in vain for ${what}\n${seen()}`)))
}

/** Waits until a condition holds. */
export const untilTrue = (what: string, holds: () => boolean, seen?: () => string): Effect.Effect<void> =>
  Effect.asVoid(until(what, () => holds() ? true : undefined, seen))

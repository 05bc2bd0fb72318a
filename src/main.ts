import * as Effect from "effect/Effect"
export const hello = Effect.succeed(1)

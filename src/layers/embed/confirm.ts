import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** Parameter of a tool that destroys something: it does so only where this is true. */
export const confirm = Schema.optionalKey(
  Schema.Boolean.annotate({ description: "true does it; without it the answer only tells what would be done" })
)

/** Does it where it is confirmed; else tells what it would do, and that nothing was done. */
export const unlessConfirmed = <E1, R1, E2, R2>(
  confirmed: boolean | undefined,
  { preview, run }: {
    /** What would be done, in words. */
    readonly preview: Effect.Effect<string, E1, R1>
    readonly run: Effect.Effect<string, E2, R2>
  }
): Effect.Effect<string, E1 | E2, R1 | R2> =>
  confirmed === true
    ? run
    : Effect.map(preview, (text) => `PREVIEW, nothing was changed. ${text} Call again with confirm: true to do it.`)

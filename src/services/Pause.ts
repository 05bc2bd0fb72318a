import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const clockTime = (millis: number): string => new Date(millis).toISOString().slice(11, 19)

/** A person holds the actions, and did for as long as this one could wait. Times are epoch milliseconds. */
export class Paused extends Schema.TaggedError<Paused>()("Paused", {
  tool: Schema.String,
  by: Schema.String,
  since: Schema.Finite,
  /** How long it was held, in milliseconds. */
  held: Schema.Finite
}) {
  override get message(): string {
    return `Paused: a person (${this.by}) holds all actions since ${
      clockTime(this.since)
    } UTC. ${this.tool} was held for ${
      Math.round(this.held / 1000)
    } s, and nothing of it was done. Tools that only look still answer. Tell your user that the work waits for them: it goes on when they resume it (in the live view, or by POST /resume). Then call ${this.tool} again.`
  }
}

/** Whether a person holds the actions. `since` is epoch milliseconds. */
export type PauseState =
  | { readonly _tag: "running" }
  | { readonly _tag: "paused"; readonly by: string; readonly since: number }

/**
 * How long a call is held by a pause before it fails with `Paused`; where absent, as long as the registry has it (30 s, or
 * `--call-timeout`).
 */
export const HoldLimit = Context.Reference<Duration.Input | undefined>("qtmcp/services/Pause/HoldLimit", {
  defaultValue: () => undefined
})

/**
 * An action of several parts runs this between them: it waits while a person holds the actions, and says whether it had
 * to. Outside of an action it does nothing.
 */
export const NextPart = Context.Reference<Effect.Effect<boolean, Paused>>("qtmcp/services/Pause/NextPart", {
  defaultValue: () => Effect.succeed(false)
})

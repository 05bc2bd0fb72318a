import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"

/** The target could not be started. `tail` holds the last lines it printed. */
export class LaunchFailed extends Schema.TaggedError<LaunchFailed>()("LaunchFailed", {
  target: Schema.String,
  reason: Schema.String,
  tail: Schema.Array(Schema.String)
}) {
  override get message(): string {
    const tail = this.tail.length === 0 ? "" : `\nIts last output:\n${this.tail.join("\n")}`
    return `Could not start ${this.target}: ${this.reason}.${tail}`
  }
}

/** A target that listens: `url` is where its probe answers. */
export interface RunningTarget {
  readonly name: string
  readonly url: string
  readonly pid?: number
}

/** Starts the application to be driven. It lives as long as the scope it is started in. */
export class Launcher extends Context.Service<Launcher, {
  /** Starts the configured target and returns once its probe listens. */
  readonly start: Effect.Effect<RunningTarget, LaunchFailed, Scope.Scope>
}>()("qtmcp/services/Launcher") {}

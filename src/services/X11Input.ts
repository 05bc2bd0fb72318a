import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** The input could not be sent. */
export class X11Failed extends Schema.TaggedError<X11Failed>()("X11Failed", { reason: Schema.String }) {
  override get message(): string {
    return `X11 input failed: ${this.reason}. Nothing is known to have happened in the application.`
  }
}

/**
 * Input through the X server instead of the probe: the request has returned before the application sees it, so that a
 * dialog it opens blocks nobody (probe protocol notes §18). Coordinates are device pixels of the screen.
 */
export class X11Input extends Context.Service<X11Input, {
  /** Whether there is a display and a program to send with, and `--x11-input` allows it. */
  readonly isAvailable: Effect.Effect<boolean>
  readonly click: (x: number, y: number, button: "left" | "right") => Effect.Effect<void, X11Failed>
  /** One key by its X name, such as `Escape`. */
  readonly key: (name: string) => Effect.Effect<void, X11Failed>
}>()("qtmcp/services/X11Input") {}

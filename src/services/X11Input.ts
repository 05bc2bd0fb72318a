import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** The input could not be sent. */
export class X11Failed extends Schema.TaggedError<X11Failed>()("X11Failed", { reason: Schema.String }) {
  override get message(): string {
    return `X11 input failed: ${this.reason}. Nothing is known to have happened in the application.`
  }
}

export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

/**
 * Input through the X server instead of the probe: the request has returned before the application sees it, so that a
 * dialog it opens blocks nobody (probe protocol notes §18). Coordinates are device pixels of the screen.
 */
export class X11Input extends Context.Service<X11Input, {
  /** Whether there is a display and a program to send with, and `--x11-input` allows it. */
  readonly isAvailable: Effect.Effect<boolean>
  /** `times` is 2 for a double click; 1 where absent. */
  readonly click: (x: number, y: number, button: "left" | "right", times?: number) => Effect.Effect<void, X11Failed>
  readonly drag: (from: ScreenPoint, to: ScreenPoint) => Effect.Effect<void, X11Failed>
  /** One chord by X names, such as `Escape` or `ctrl+o`; it goes to the window with the focus of the display. */
  readonly key: (name: string) => Effect.Effect<void, X11Failed>
}>()("qtmcp/services/X11Input") {}

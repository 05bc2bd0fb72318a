import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

/** A request to the probe that acts on the application: what it does and where, without what is typed or set. */
export interface WireAction {
  readonly method: string
  /** As the probe is told of the object. */
  readonly objectId?: string
  /** Where: in the window in front, on the screen, or in the object. */
  readonly x?: number
  readonly y?: number
  readonly on?: "window" | "screen" | "object"
  /** Where a drag ends. */
  readonly toX?: number
  readonly toY?: number
}

/** Told of every action before it is sent; a call makes it an event of the topic `wire`. */
export const ActionTold = Context.Reference<(action: WireAction) => Effect.Effect<void>>(
  "qtmcp/services/WireAction/ActionTold",
  { defaultValue: () => () => Effect.void }
)

import * as Effect from "effect/Effect"
import { CurrentCall } from "../../services/ToolRegistry.ts"

/** Whatever is called in it has this actor, and nobody to tell its progress to: the events do that. */
export const actingAs = (actor: "rest" | "ws") =>
  Effect.provideService(CurrentCall, { actor, progress: () => Effect.void })

import * as Effect from "effect/Effect"
import { CurrentCall } from "../../services/ToolRegistry.ts"

/** Who acts: an MCP client's name, `rest`, `ws`, or `local` for whoever sits at the application. */
export const actor = Effect.map(CurrentCall, (call) => call.actor)

/** Whatever runs in it is done by this actor. */
export const actingAs = (actor: string) => Effect.provideService(CurrentCall, { actor, progress: () => Effect.void })

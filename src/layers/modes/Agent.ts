import * as Layer from "effect/Layer"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { agentTools } from "../../tools/agent/tools.ts"
import * as X11InputLive from "../X11InputLive.ts"

/** Mode `agent`: adds its tools to the registry. */
export const layer = Layer.effectDiscard(ToolRegistry.use((registry) => registry.add(agentTools))).pipe(
  Layer.provide(X11InputLive.layer)
)

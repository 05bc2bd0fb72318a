import * as Layer from "effect/Layer"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { logTools } from "../../tools/record/log.ts"
import * as SessionLogLive from "../record/SessionLogLive.ts"

/** Capability `log`: adds its tools to the registry. */
export const layer = Layer.effectDiscard(ToolRegistry.use((registry) => registry.add(logTools))).pipe(
  Layer.provide(SessionLogLive.layer)
)

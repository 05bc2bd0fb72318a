import * as Layer from "effect/Layer"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { chromeTools } from "../../tools/chrome/tools.ts"

/** Mode `chrome`: adds its tools to the registry. */
export const layer = Layer.effectDiscard(ToolRegistry.use((registry) => registry.add(chromeTools)))

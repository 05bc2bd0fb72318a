import * as Layer from "effect/Layer"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { nativeTools } from "../../tools/native/tools.ts"

/** Mode `native`: adds its tools to the registry. */
export const layer = Layer.effectDiscard(ToolRegistry.use((registry) => registry.add(nativeTools)))

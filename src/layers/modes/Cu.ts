import * as Layer from "effect/Layer"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { cuTools } from "../../tools/cu/tools.ts"

/** Mode `cu`: adds its tools to the registry. */
export const layer = Layer.effectDiscard(ToolRegistry.use((registry) => registry.add(cuTools)))

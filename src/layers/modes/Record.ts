import * as Layer from "effect/Layer"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { recordingTools } from "../../tools/record/recording.ts"
import * as RecorderLive from "../record/RecorderLive.ts"

/** Capability `record`: adds its tools to the registry. */
export const layer = Layer.effectDiscard(ToolRegistry.use((registry) => registry.add(recordingTools))).pipe(
  Layer.provide(RecorderLive.layer)
)

import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { adminResources } from "../../tools/admin/resources.ts"
import { adminTools } from "../../tools/admin/tools.ts"

/** What every mode has: the tools and the resources of the bridge itself. */
export const layer = Layer.effectDiscard(
  Effect.gen(function*() {
    const registry = yield* ToolRegistry
    yield* registry.add(adminTools)
    yield* registry.addResources(yield* adminResources)
  })
)

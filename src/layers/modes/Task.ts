import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { taskResources } from "../../tools/task/resources.ts"
import { taskTools } from "../../tools/task/tools.ts"

/** Capability `tasks`: adds its tools and resources to the registry. */
export const layer = Layer.effectDiscard(
  Effect.gen(function*() {
    const registry = yield* ToolRegistry
    const { resources, templates } = yield* taskResources
    yield* registry.add(taskTools)
    yield* registry.addResources(resources)
    yield* registry.addTemplates(templates)
  })
)

import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Settings } from "../../services/Settings.ts"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { execTemplates } from "../../tools/exec/resources.ts"
import { execTools } from "../../tools/exec/tools.ts"
import { defaultPolicy } from "../executor/Policy.ts"
import * as RunsLive from "../RunsLive.ts"

/** The executor of the settings: one that is reached over a WebSocket, or this process. */
const executor = Layer.unwrap(Effect.gen(function*() {
  const settings = yield* Settings
  const { execMaxOutput: maxOutput, executorToken: token, executorUrl: url } = settings
  if (url !== undefined) {
    const { layer } = yield* Effect.promise(() => import("../RemoteExecutor.ts"))
    return layer({ url, token, maxOutput })
  }
  const { layer } = yield* Effect.promise(() => import("../ExecutorLive.ts"))
  return layer({
    ...defaultPolicy,
    defaultTimeout: settings.execTimeout,
    maxOutput,
    allowed: settings.execAllow,
    passed: settings.execPassEnv,
    environment: settings.environment
  })
}))

const runs = Layer.unwrap(
  Effect.map(
    Settings,
    ({ execMaxOutput: output }) =>
      RunsLive.layerWith({ ...RunsLive.limits, output, outputs: Math.max(RunsLive.limits.outputs, 2 * output) })
  )
)

/** Mode `exec`: adds its tools and the output of its commands to the registry. */
export const layer = Layer.effectDiscard(
  Effect.gen(function*() {
    const registry = yield* ToolRegistry
    yield* registry.add(execTools)
    yield* registry.addTemplates(yield* execTemplates)
  })
).pipe(Layer.provide(runs), Layer.provide(executor))

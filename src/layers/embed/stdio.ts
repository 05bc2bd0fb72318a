import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"

/** MCP on stdin and stdout. */
export class StdioDoor extends Context.Service<StdioDoor, {
  /** Completes when the client has left: an application that was started by its client ends then. */
  readonly closed: Effect.Effect<void>
}>()("qtmcp/layers/embed/StdioDoor") {}

/**
 * Serves MCP on stdin and stdout, for as long as the layer lives or the client stays. From then on stdout carries frames
 * only: the application logs to stderr, as with `Layer.succeed(Logger.LogToStderr, true)`.
 */
export const layerStdio = Layer.effect(
  StdioDoor,
  Effect.gen(function*() {
    const { serve } = yield* Effect.promise(() => import("../StdioHost.ts"))
    const serving = yield* Effect.forkScoped(Effect.scoped(serve))
    return StdioDoor.of({ closed: Fiber.join(serving) })
  })
)

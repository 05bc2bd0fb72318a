import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { InvalidArguments, type ToolFailed, ToolRegistry } from "../../services/ToolRegistry.ts"
import { actingAs } from "./actingAs.ts"
import { api } from "./api.ts"
import * as ToolView from "./ToolView.ts"

/** Arguments that do not fit are the request's fault; all else the tool ran into is its answer. */
const told = ({ cause, message }: ToolFailed) =>
  cause instanceof InvalidArguments ? Effect.fail(cause) : Effect.succeed(ToolView.failure(message))

export const layer = HttpApiBuilder.group(
  api,
  "tools",
  Effect.fnUntraced(function*(handlers) {
    const registry = yield* ToolRegistry
    return handlers.handleAll({
      list: () => Effect.map(registry.tools, (tools) => ({ tools: tools.map(ToolView.view) })),
      call: ({ params, payload }) =>
        registry.call(params.name, payload?.arguments).pipe(
          Effect.map(ToolView.output),
          Effect.catchTag("ToolFailed", told),
          actingAs("rest")
        )
    })
  })
)

import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import type { HttpAddress } from "../services/Settings.ts"
import { Door } from "./http/door/Door.ts"
import { defaults, type Limits } from "./http/door/limits.ts"
import * as door from "./http/door/middleware.ts"
import * as http from "./http/listen.ts"
import * as mcp from "./http/mcpRoutes.ts"
import { McpSessions, type SessionOptions } from "./http/McpSessions.ts"
import { McpStateless } from "./http/McpStateless.ts"

export interface HttpOptions {
  readonly address: HttpAddress
  /** What every request has to carry; needed where others than this machine can come. */
  readonly token: string | undefined
  readonly limits?: Limits
  readonly sessions?: SessionOptions
}

const clients = (options?: SessionOptions) => Layer.merge(McpSessions.layer(options), McpStateless.layer)

/** Everything behind the one door: MCP at `/mcp`. */
const served = HttpRouter.serve(Layer.provide(mcp.routes, door.layer), { disableLogger: true, disableListenLog: true })

/**
 * Serves MCP over HTTP until the scope ends, and gives the address it has, such as `http://127.0.0.1:9876`. When the scope
 * ends what is under way is ended politely, open streams first.
 */
export const listen = Effect.fn("HttpHost.listen")(
  function*({ address, limits = defaults, sessions, token }: HttpOptions) {
    const context = yield* Layer.build(served.pipe(
      Layer.provideMerge(clients(sessions)),
      Layer.provideMerge(http.layer(address, limits)),
      Layer.provide(Door.layer({ host: address.host, token, limits }))
    )).pipe(Effect.catchTag("ServeError", (error) => Effect.fail(http.listenFailed(address)(error))))
    yield* Effect.addFinalizer(() =>
      Effect.andThen(Context.get(context, McpSessions).end, Context.get(context, McpStateless).end)
    )
    return HttpServer.formatAddress(Context.get(context, HttpServer.HttpServer).address)
  }
)

import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import type { HttpAddress } from "../services/Settings.ts"
import { Door } from "./http/door/Door.ts"
import { defaults, type Limits } from "./http/door/limits.ts"
import * as door from "./http/door/middleware.ts"
import * as firstRoutes from "./http/firstRoutes.ts"
import * as http from "./http/listen.ts"
import * as mcp from "./http/mcpRoutes.ts"
import { McpSessions, type SessionOptions } from "./http/McpSessions.ts"
import { McpStateless } from "./http/McpStateless.ts"
import * as rest from "./rest/routes.ts"

export interface HttpOptions {
  readonly address: HttpAddress
  /** What every request has to carry; needed where others than this machine can come. */
  readonly token: string | undefined
  readonly limits?: Limits
  readonly sessions?: SessionOptions
}

const settings = { disableLogger: true, disableListenLog: true }

/** What the routes stand on, and the server that has them. */
const server = ({ address, limits = defaults, sessions, token }: HttpOptions) =>
  Layer.mergeAll(McpSessions.layer(sessions), McpStateless.layer).pipe(
    Layer.provideMerge(http.layer(address, limits)),
    Layer.provideMerge(Door.layer({ host: address.host, token, limits }))
  )

/** Ends what is under way, open streams first, before the server does, and gives its address. */
const opened = Effect.fnUntraced(
  function*(context: Context.Context<McpSessions | McpStateless | HttpServer.HttpServer>) {
    yield* Effect.addFinalizer(() =>
      Effect.andThen(Context.get(context, McpSessions).end, Context.get(context, McpStateless).end)
    )
    return HttpServer.formatAddress(Context.get(context, HttpServer.HttpServer).address)
  }
)

/** Serves these routes behind the door. */
const listening = <A, E, R>(routes: Layer.Layer<A, E, R>) => {
  const served = HttpRouter.serve(Layer.provide(routes, door.layer), settings)
  return Effect.fn("HttpHost.listen")((options: HttpOptions) =>
    Effect.flatMap(Layer.build(Layer.provideMerge(served, server(options))), opened)
  )
}

/** Serves MCP, REST and WebSocket until the scope ends, and gives the address, such as `http://127.0.0.1:9876`. */
export const listen = listening(Layer.mergeAll(mcp.routes, rest.routes))

/** As `listen`, with MCP alone: all it needs is an `McpProgram`. */
export const listenMcp = listening(mcp.routes)

/** As `listen`, with routes of an application, which take the place of what else is at their paths. */
export const listenWith = <A, E, R>(routes: Layer.Layer<A, E, R>) =>
  listening(Layer.mergeAll(mcp.routes, Layer.provide(rest.routes, firstRoutes.layer(routes))))

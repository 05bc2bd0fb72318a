import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import type { HttpAddress } from "../services/Settings.ts"
import { Door } from "./http/door/Door.ts"
import { defaults, type Limits } from "./http/door/limits.ts"
import { Logins } from "./http/door/Logins.ts"
import * as door from "./http/door/middleware.ts"
import * as firstRoutes from "./http/firstRoutes.ts"
import * as http from "./http/listen.ts"
import * as login from "./http/loginRoutes.ts"
import * as mcp from "./http/mcpRoutes.ts"
import { McpSessions, type SessionOptions } from "./http/McpSessions.ts"
import { McpStateless } from "./http/McpStateless.ts"
import * as rest from "./rest/routes.ts"
import { Watchers } from "./rest/Watchers.ts"

export interface HttpOptions {
  readonly address: HttpAddress
  /** What every request has to carry; needed where others than this machine can come. */
  readonly token: string | undefined
  readonly limits?: Limits
  readonly sessions?: SessionOptions
  /**
   * Told of the link that lets a browser in where there is a token, and of another one when that has been used. Nobody is
   * told where absent; `POST /login-links` gives one to who has the token.
   */
  readonly announceLogin?: (url: string) => Effect.Effect<void>
}

const settings = { disableLogger: true, disableListenLog: true }

/** What the routes stand on, and the server that has them. */
const server = ({ address, limits = defaults, sessions, token }: HttpOptions) =>
  Layer.mergeAll(McpSessions.layer(sessions), McpStateless.layer, Watchers.layer).pipe(
    Layer.provideMerge(http.layer(address, limits)),
    Layer.provideMerge(
      Layer.unwrap(
        Effect.map(Logins, ({ isOpen }) => Door.layer({ host: address.host, token, limits, isSession: isOpen }))
      )
    ),
    Layer.provideMerge(Logins.layer)
  )

/** One link after the other, each when that before it has been used. */
const announcing = (url: string, announce: (url: string) => Effect.Effect<void>) => {
  // Where it listens on all addresses, a browser of this machine gets there by this name.
  const base = url.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:)/, "//localhost")
  return Effect.flatMap(
    Logins,
    ({ issue }) =>
      Effect.forever(
        Effect.flatMap(issue, ({ code, used }) => Effect.andThen(announce(`${base}${login.loginPath(code)}`), used))
      )
  )
}

const ending = Effect.all(
  [McpSessions.use(({ end }) => end), McpStateless.use(({ end }) => end), Watchers.use(({ end }) => end)],
  { discard: true }
)

/** Ends what is under way, open streams first, before the server does, and gives its address. */
const opened = Effect.fnUntraced(
  function*(
    { announceLogin, token }: HttpOptions,
    context: Context.Context<McpSessions | McpStateless | Watchers | HttpServer.HttpServer | Logins>
  ) {
    yield* Effect.addFinalizer(() => Effect.provideContext(ending, context))
    const url = HttpServer.formatAddress(Context.get(context, HttpServer.HttpServer).address)
    if (token !== undefined && announceLogin !== undefined) {
      yield* Effect.forkScoped(Effect.provideContext(announcing(url, announceLogin), context))
    }
    return url
  }
)

/** Serves these routes behind the door. */
const listening = <A, E, R>(routes: Layer.Layer<A, E, R>) => {
  const served = HttpRouter.serve(Layer.provide(routes, door.layer), settings)
  return Effect.fn("HttpHost.listen")((options: HttpOptions) =>
    Effect.flatMap(Layer.build(Layer.provideMerge(served, server(options))), (built) => opened(options, built))
  )
}

/** Serves MCP, REST and WebSocket until the scope ends, and gives the address, such as `http://127.0.0.1:9876`. */
export const listen = listening(Layer.mergeAll(mcp.routes, rest.routes))

/** As `listen`, with MCP alone: all it needs is an `McpProgram`. */
export const listenMcp = listening(mcp.routes)

/** As `listen`, with routes of an application, which take the place of what else is at their paths. */
export const listenWith = <A, E, R>(routes: Layer.Layer<A, E, R>) =>
  listening(Layer.mergeAll(mcp.routes, Layer.provide(rest.routes, firstRoutes.layer(routes))))

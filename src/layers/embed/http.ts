import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { HttpAddress } from "../../services/Settings.ts"
import type { Limits } from "../http/door/limits.ts"
import type { ListenFailed } from "../http/listen.ts"
import type { HttpOptions } from "../HttpHost.ts"

/** MCP, REST and WebSocket on a port. */
export class HttpDoor extends Context.Service<HttpDoor, {
  /** Such as `http://127.0.0.1:8765`; undefined where the port was taken and the door stays shut. */
  readonly url: string | undefined
}>()("qtmcp/layers/embed/HttpDoor") {}

export interface HttpDoorOptions {
  /** `MCP_HTTP_HOST` of the configuration where absent, else 127.0.0.1. Any other but this machine's needs a token. */
  readonly host?: string
  /** `MCP_HTTP_PORT` of the configuration where absent, else 8765. 0 takes a free one. */
  readonly port?: number
  /** What every request has to carry as `Authorization: Bearer`; `MCP_HTTP_TOKEN` of the configuration where absent. */
  readonly token?: Redacted.Redacted
  /** Takes a free port where that one is taken, with a warning; else the door stays shut, with a warning. */
  readonly orFree?: boolean
  readonly limits?: Limits
  /**
   * Told of a link that lets one browser in, once, where there is a token, and of another when that has been used. Logged
   * where absent: a person has no other way in.
   */
  readonly announceLogin?: (url: string) => Effect.Effect<void>
}

const PortOrFree = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 65_535 }))

type Listening = Pick<HttpOptions, "address" | "announceLogin" | "limits" | "token">

const logLogin = (url: string) => Effect.logInfo(`live view: ${url} (lets one browser in, once)`)

const given = <A>(option: A | undefined, config: Config.Config<A>) =>
  option === undefined ? config : Effect.succeed(option)

const resolved = Effect.fn("McpBridge.http")(function*(
  { announceLogin = logLogin, host, limits, port, token }: HttpDoorOptions
) {
  const address: HttpAddress = {
    host: yield* given(host, Config.withDefault(Config.NonEmptyString("MCP_HTTP_HOST"), "127.0.0.1")),
    port: yield* given(port, Config.withDefault(Config.schema(PortOrFree, "MCP_HTTP_PORT"), 8765))
  }
  const secret = token ?? Option.getOrUndefined(yield* Config.option(Config.Redacted("MCP_HTTP_TOKEN")))
  return {
    address,
    announceLogin,
    token: secret === undefined ? undefined : Redacted.value(secret),
    ...(limits === undefined ? {} : { limits })
  }
})

/** Serves behind the door; where the port is taken on a free one or not at all, with a warning. */
const opened = Effect.fnUntraced(function*<E, R>(
  listen: (options: Listening) => Effect.Effect<string, E | ListenFailed, R>,
  options: Listening,
  orFree: boolean
) {
  const isTaken = (error: E | ListenFailed): error is ListenFailed => Predicate.isTagged(error, "ListenFailed")
  const elsewhere = Effect.fnUntraced(function*({ message }: ListenFailed) {
    const url = yield* listen({ ...options, address: { ...options.address, port: 0 } })
    yield* Effect.logWarning(`${message} It is ${url} instead.`)
    return url
  })
  const shut = ({ message }: ListenFailed) =>
    Effect.as(Effect.logWarning(`${message} The application runs on without.`), undefined)
  const first = listen(options)
  return yield* (orFree ? Effect.catchIf(first, isTaken, elsewhere) : first).pipe(Effect.catchIf(isTaken, shut))
})

/**
 * Serves MCP at `/mcp`, with REST and WebSocket beside it, until the layer ends. What comes in passes the same checks (Host,
 * Origin, token, limits), the application's `routes` included; they take the place of what else is at their paths.
 */
export const layerHttp = <R = never>(
  { orFree = false, routes, ...options }: HttpDoorOptions & {
    /** Routes of the application, as for `HttpRouter.serve`. */
    readonly routes?: Layer.Layer<never, never, R>
  } = {}
) =>
  Layer.effect(
    HttpDoor,
    Effect.gen(function*() {
      const { listen, listenWith } = yield* Effect.promise(() => import("../HttpHost.ts"))
      const found = yield* resolved(options)
      const url = yield* routes === undefined
        ? opened(listen, found, orFree)
        : opened(listenWith(routes), found, orFree)
      return HttpDoor.of({ url })
    })
  )

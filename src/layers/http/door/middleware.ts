import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Option from "effect/Option"
import { isLogin } from "../loginRoutes.ts"
import { Door, type Refused } from "./Door.ts"
import { loginNeeded, wantsPage } from "./pages.ts"

const codes = { 401: "UNAUTHORIZED", 403: "FORBIDDEN", 429: "TOO_MANY_REQUESTS" } as const

const isMcp = (path: string): boolean => /^\/mcp\b/.test(path)

/**
 * A refusal as its reader expects it: a JSON-RPC error for an MCP client, a page for a browser that is to log in, and
 * `{error: {code, message}}` for any other.
 */
const answer = (path: string, accept: string | undefined, { headers, reason, status }: Refused) =>
  status === 401 && wantsPage(accept) && !isMcp(path)
    ? loginNeeded(headers)
    : HttpServerResponse.jsonUnsafe(
      isMcp(path)
        ? { jsonrpc: "2.0", error: { code: -32000, message: reason }, id: null }
        : { error: { code: codes[status], message: reason } },
      { status, headers }
    )

/** Puts the door in front of all routes of the router, upgrades and unknown paths included, and bounds their bodies. */
export const layer = HttpRouter.middleware(
  Effect.map(
    Door,
    ({ check, limits }) => (route) =>
      Effect.flatMap(
        HttpServerRequest.HttpServerRequest,
        ({ headers, method, remoteAddress, url }) =>
          check({ headers, method, address: Option.getOrUndefined(remoteAddress), isLogin: isLogin(url) }).pipe(
            Effect.andThen(Effect.provideService(route, HttpIncomingMessage.MaxBodySize, BigInt(limits.bodyBytes))),
            Effect.catchTag(
              "Refused",
              (refused) =>
                Effect.as(
                  Effect.logDebug(`refused with ${refused.status}: ${refused.reason}`),
                  answer(url, headers["accept"], refused)
                )
            )
          )
      )
  ),
  { global: true }
)

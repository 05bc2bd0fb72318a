import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Option from "effect/Option"
import { Door, type Refused } from "./Door.ts"

const codes = { 401: "UNAUTHORIZED", 403: "FORBIDDEN", 429: "TOO_MANY_REQUESTS" } as const

/** A refusal as its reader expects it: a JSON-RPC error for an MCP client, `{error: {code, message}}` for any other. */
const answer = (path: string, { headers, reason, status }: Refused) =>
  HttpServerResponse.jsonUnsafe(
    /^\/mcp\b/.test(path)
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
        ({ headers, remoteAddress, url }) =>
          check({ headers, address: Option.getOrUndefined(remoteAddress) }).pipe(
            Effect.andThen(Effect.provideService(route, HttpIncomingMessage.MaxBodySize, BigInt(limits.bodyBytes))),
            Effect.catchTag("Refused", (refused) => Effect.succeed(answer(url, refused)))
          )
      )
  ),
  { global: true }
)

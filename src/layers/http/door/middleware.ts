import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Option from "effect/Option"
import { Door, type Refused } from "./Door.ts"

/** A refusal as a JSON-RPC client reads it; for any other it is an object with an `error.message`. */
const answer = ({ headers, reason, status }: Refused) =>
  HttpServerResponse.jsonUnsafe({ jsonrpc: "2.0", error: { code: -32000, message: reason }, id: null }, {
    status,
    headers
  })

/** Puts the door in front of all routes of the router, upgrades and unknown paths included, and bounds their bodies. */
export const layer = HttpRouter.middleware(
  Effect.map(Door, ({ check, limits }) => (route) =>
    Effect.gen(function*() {
      const { headers, remoteAddress } = yield* HttpServerRequest.HttpServerRequest
      yield* check({ headers, address: Option.getOrUndefined(remoteAddress) })
      return yield* Effect.provideService(route, HttpIncomingMessage.MaxBodySize, BigInt(limits.bodyBytes))
    }).pipe(Effect.catchTag("Refused", (refused) => Effect.succeed(answer(refused))))),
  { global: true }
)

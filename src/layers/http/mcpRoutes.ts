import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import { isLegacyRequest } from "@modelcontextprotocol/server"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { letGoWhenStuck, WatcherLimits } from "../rest/Peer.ts"
import { McpSessions } from "./McpSessions.ts"
import { McpStateless } from "./McpStateless.ts"
import { requestBody } from "./requestBody.ts"
import { rpcError } from "./rpcError.ts"

const methods = ["GET", "POST", "DELETE"]

const notAllowed = () => rpcError(405, -32000, "Method not allowed.", { allow: methods.join(", ") })

/** A comment: Node sends the headers of a stream with its first bytes, and clients wait for them. */
const opening = new TextEncoder().encode(": open\n\n")

/** A stream of events is let go when its client takes nothing: the SDK would keep for it whatever is to be sent. */
const sent = Effect.fnUntraced(function*(request: HttpServerRequest.HttpServerRequest, response: Response) {
  const { body, headers, status } = response
  const contentType = headers.get("content-type") ?? ""
  if (body === null || contentType !== "text/event-stream") return HttpServerResponse.fromWeb(response)
  const { drain } = yield* WatcherLimits
  const { socket } = NodeHttpServerRequest.toIncomingMessage(request)
  const events = Stream.fromReadableStream({ evaluate: () => body, onError: (error) => error }).pipe(
    Stream.merge(Stream.fromEffectDrain(letGoWhenStuck(socket, drain)), { haltStrategy: "left" })
  )
  return HttpServerResponse.stream(Stream.concat(Stream.make(opening), events), {
    status,
    contentType,
    headers: Object.fromEntries(headers)
  })
})

/** The handler of `/mcp`. */
const mcp = Effect.gen(function*() {
  const sessions = yield* McpSessions
  const stateless = yield* McpStateless

  const answer = Effect.fn("mcp.answer")(function*(request: HttpServerRequest.HttpServerRequest) {
    const url = HttpServerRequest.toURL(request)
    if (!methods.includes(request.method)) return notAllowed()
    if (Option.isNone(url)) return rpcError(400, -32000, "Bad Request: Host and path make no URL")
    const body = yield* requestBody(request)
    const { headers, method } = request
    const web = new Request(url.value, { method, headers, signal: yield* Effect.abortSignal })
    return (yield* Effect.promise(() => isLegacyRequest(web, body)))
      ? yield* sessions.answer(web, body)
      : yield* Effect.promise(() => stateless.answer(web, body))
  })

  return (request: HttpServerRequest.HttpServerRequest) =>
    answer(request).pipe(
      Effect.catchTag("NoMessage", ({ code, reason, status }) => Effect.succeed(rpcError(status, code, reason))),
      Effect.flatMap((response) => sent(request, response))
    )
})

/** MCP Streamable HTTP at `/mcp` (and `/mcp/`, as of every route), for clients of every revision since 2025-03-26. */
export const routes = HttpRouter.use((router) => Effect.flatMap(mcp, (handler) => router.add("*", "/mcp", handler)))

import { isJsonContentType } from "@modelcontextprotocol/server"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Schema from "effect/Schema"

/** A request that is no MCP message; `code` is JSON-RPC's. */
export class NoMessage extends Schema.TaggedError<NoMessage>()("NoMessage", {
  status: Schema.Literals([400, 413, 415]),
  code: Schema.Literals([-32700, -32000]),
  reason: Schema.String
}) {}

const parse = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Unknown))

const noJson = new NoMessage({ status: 400, code: -32700, reason: "Parse error: the body is not valid JSON" })

/** The JSON of a POST, read once; a body over the door's limit is not read to its end. Of anything else undefined. */
export const requestBody = Effect.fn("mcp.requestBody")(function*(request: HttpServerRequest) {
  if (request.method !== "POST") return undefined
  if (!isJsonContentType(request.headers["content-type"])) {
    const reason = "Unsupported Media Type: Content-Type must be application/json"
    return yield* new NoMessage({ status: 415, code: -32000, reason })
  }
  const text = yield* request.text.pipe(
    Effect.mapError(({ reason }) =>
      reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge"
        ? new NoMessage({ status: 413, code: -32000, reason: "Payload too large: send less in one message" })
        : noJson
    )
  )
  return yield* Effect.mapError(parse(text), () => noJson)
})

import type { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

const decode = Schema.decodeUnknownOption(Schema.Struct({
  method: Schema.Literal("notifications/cancelled"),
  params: Schema.Struct({ requestId: Schema.Union([Schema.String, Schema.Finite]) })
}))

const error = { code: -32800, message: "Request cancelled" }

/**
 * Ends the stream of a request that a message has cancelled. The SDK answers such a request no more and leaves its stream
 * open, and clients do not close it either: without this each cancelled call would cost a connection until its session ends.
 */
export const endCancelled = (transport: WebStandardStreamableHTTPServerTransport, body: unknown) =>
  Option.match(decode(body), {
    onNone: () => Effect.void,
    // It fails where the request has been answered already.
    onSome: ({ params: { requestId: id } }) =>
      Effect.ignore(Effect.tryPromise(() => transport.send({ jsonrpc: "2.0", id, error })))
  })

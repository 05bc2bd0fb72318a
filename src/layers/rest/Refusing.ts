import * as Effect from "effect/Effect"
import { HttpApiSchemaError } from "effect/http-api/HttpApiError"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as HttpServerError from "effect/http/HttpServerError"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import * as refusals from "./refusals.ts"

/** Around every route: what the framework itself refuses is told in the shape of all errors. */
export class Refusing extends HttpApiMiddleware.Service<Refusing>()("qtmcp/layers/rest/Refusing", {
  error: [refusals.wrongRequest, refusals.tooLarge, refusals.notJson, refusals.broken]
}) {}

/** The parts of a request as a person names them. The others are parts of an answer. */
const places: Readonly<Record<string, string>> = {
  Params: "path",
  Headers: "headers",
  Query: "query",
  Payload: "body"
}

type Refused = refusals.WrongRequest | refusals.TooLarge | refusals.NotJson | refusals.Broken

const report = (what: string, cause: unknown) => Effect.andThen(Effect.logError(what, cause), new refusals.Broken())

const wrongRequest = ({ cause, kind }: HttpApiSchemaError): Effect.Effect<never, Refused> => {
  const place = places[kind]
  return place === undefined
    ? report("An answer does not fit its schema", cause)
    : Effect.fail(
      new refusals.WrongRequest({
        issue: `The ${place} cannot be used: ${cause.message.replaceAll(/\s*\n\s*/g, " ")}.`
      })
    )
}

const understood = <E>(error: E): Effect.Effect<never, E | Refused> =>
  HttpApiSchemaError.is(error) ? wrongRequest(error) : Effect.fail(error)

/** A body that could not be read arrives here as a defect. */
const defect = (cause: unknown): Effect.Effect<never, Refused> =>
  !HttpServerError.isHttpServerError(cause) || cause.reason._tag !== "RequestParseError"
    ? report("A request died", cause)
    : Effect.fail(
      cause.reason.reason === "BodyTooLarge"
        ? new refusals.TooLarge()
        : new refusals.WrongRequest({ issue: "The body cannot be read." })
    )

/** The one answer the framework makes itself. */
const checkMedia = (
  response: HttpServerResponse.HttpServerResponse
): Effect.Effect<HttpServerResponse.HttpServerResponse, Refused> =>
  response.status === 415 ? Effect.fail(new refusals.NotJson()) : Effect.succeed(response)

export const layer = Layer.succeed(Refusing, (handled) =>
  handled.pipe(
    Effect.flatMap(checkMedia),
    Effect.catch(understood),
    Effect.catchDefect(defect)
  ))

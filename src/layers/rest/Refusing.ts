import * as Effect from "effect/Effect"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as HttpServerError from "effect/http/HttpServerError"
import * as Layer from "effect/Layer"
import * as refusals from "./refusals.ts"

/** Around every route: what should not have failed is logged, and told in the shape of all errors. */
export class Guarded extends HttpApiMiddleware.Service<Guarded>()("qtmcp/layers/rest/Guarded", {
  error: refusals.broken
}) {}

/** Around routes that take more than a path: what does not fit is told in the shape of all errors. */
export class Checked extends HttpApiMiddleware.Service<Checked>()("qtmcp/layers/rest/Checked", {
  error: refusals.wrongRequest
}) {}

/** Around routes that take a body: one that cannot be read is told in the shape of all errors. */
export class Read extends HttpApiMiddleware.Service<Read>()("qtmcp/layers/rest/Read", {
  error: [refusals.wrongRequest, refusals.tooLarge, refusals.notJson]
}) {}

const places: Readonly<Record<string, string>> = { Headers: "headers", Query: "query", Payload: "body" }

const guarded = Layer.succeed(
  Guarded,
  Effect.catchDefect((defect) => Effect.andThen(Effect.logError("A request died", defect), new refusals.Broken()))
)

const checked = HttpApiMiddleware.layerSchemaErrorTransform(Checked, (error) => {
  const place = places[error.kind]
  return place === undefined
    ? Effect.die(error)
    : new refusals.WrongRequest({
      issue: `The ${place} cannot be used: ${error.cause.message.replaceAll(/\s*\n\s*/g, " ")}.`
    })
})

type Unreadable = refusals.WrongRequest | refusals.TooLarge

/** The framework dies of a body that it cannot read. */
const unreadable = (defect: unknown): Effect.Effect<never, Unreadable> => {
  const isRead = !HttpServerError.isHttpServerError(defect) || defect.reason._tag !== "RequestParseError"
  if (isRead) return Effect.die(defect)
  const isTooLarge = defect.reason.reason === "BodyTooLarge"
  return Effect.fail(
    isTooLarge ? new refusals.TooLarge() : new refusals.WrongRequest({ issue: "The body cannot be read." })
  )
}

const read = Layer.succeed(Read, (handled) =>
  handled.pipe(
    // What is no JSON the framework refuses in its own words.
    Effect.filterOrFail(({ status }) => status !== 415, () => new refusals.NotJson()),
    Effect.catchDefect(unreadable)
  ))

export const layer = Layer.mergeAll(guarded, checked, read)

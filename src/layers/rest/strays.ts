import * as Effect from "effect/Effect"
import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerError from "effect/http/HttpServerError"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Layer from "effect/Layer"
import { api } from "./api.ts"

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const
type Method = (typeof methods)[number]

/** The methods of every path of the API, and of the document of the API. */
const allowed = (): ReadonlyMap<string, ReadonlySet<string>> => {
  const paths = new Map([["/openapi.json", new Set(["GET"])]])
  HttpApi.reflect(api, {
    onGroup: () => undefined,
    onEndpoint: ({ endpoint }) => {
      const known = paths.get(endpoint.path) ?? new Set()
      paths.set(endpoint.path, known.add(endpoint.method))
    }
  })
  return paths
}

const refuse = (status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) =>
  HttpServerResponse.jsonUnsafe({ error: { code, message } }, { status, headers })

const notAllowed = (path: string, known: ReadonlySet<string>) => {
  const allow = [...known, ...(known.has("GET") ? ["HEAD"] : [])].join(", ")
  return refuse(405, "METHOD_NOT_ALLOWED", `${path} takes ${allow}.`, { allow })
}

const unknown = refuse(404, "NOT_FOUND", "There is nothing at this address. GET / shows what there is.")

/** A path, or a spelling of one, that no route has. */
const isLost = (error: unknown): boolean =>
  HttpServerError.isHttpServerError(error) && error.reason._tag === "RouteNotFound"

const lost = HttpRouter.middleware(Effect.catchIf(isLost, () => Effect.succeed(unknown)), { global: true })

const refused = HttpRouter.use(Effect.fnUntraced(function*(router) {
  for (const [path, known] of allowed()) {
    const answer = notAllowed(path.replaceAll(/:(\w+)/g, "{$1}"), known)
    for (const method of methods.filter((method: Method) => !known.has(method))) {
      yield* router.add(method, `/${path.slice(1)}`, answer)
    }
  }
}))

/** What no route takes: 405 with Allow where the path is known, 404 elsewhere. HEAD is answered as GET is. */
export const layer = Layer.merge(refused, lost)

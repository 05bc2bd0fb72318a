import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import { api } from "./api.ts"
import * as Refusing from "./Refusing.ts"
import * as server from "./server.ts"
import * as strays from "./strays.ts"
import * as tasks from "./tasks.ts"
import * as tools from "./tools.ts"
import * as watch from "./watch.ts"

/**
 * REST, server-sent events and WebSocket for an `HttpRouter`, with the OpenAPI document at `/openapi.json`; also the answer
 * to every path that no route of the router takes. Who may call is not checked here: that is the door's.
 */
export const routes = Layer.mergeAll(
  HttpApiBuilder.layer(api, { openapiPath: "/openapi.json" }),
  strays.layer
).pipe(
  Layer.provide([server.layer, tools.layer, tasks.layer, watch.layer]),
  Layer.provide(Refusing.layer),
  Layer.provide(HttpServer.layerServices)
)

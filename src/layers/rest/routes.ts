import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as login from "../http/loginRoutes.ts"
import { connectionEvents } from "../live/connection.ts"
import { LiveView } from "../live/LiveView.ts"
import * as page from "../live/pageRoutes.ts"
import { api } from "./api.ts"
import * as live from "./live.ts"
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
  strays.layer,
  page.routes,
  login.routes,
  connectionEvents
).pipe(
  Layer.provide([server.layer, tools.layer, tasks.layer, watch.layer, Layer.provide(live.layer, LiveView.layer)]),
  Layer.provide(Refusing.layer),
  Layer.provide(HttpServer.layerServices)
)

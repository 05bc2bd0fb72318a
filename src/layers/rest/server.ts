import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as Option from "effect/Option"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { randomUUID } from "node:crypto"
import { Events } from "../../services/Events.ts"
import type { ProbeState } from "../../services/ProbeSocket.ts"
import { ServerInfo } from "../../services/ServerInfo.ts"
import { Settings } from "../../services/Settings.ts"
import { ToolRegistry } from "../../services/ToolRegistry.ts"
import { wantsPage } from "../http/door/pages.ts"
import { currentConnection, probe as qtProbe } from "../live/connection.ts"
import { livePage } from "../live/pageRoutes.ts"
import { version } from "../program/version.ts"
import { api } from "./api.ts"
import { BackendDown } from "./refusals.ts"
import { pauseView } from "./ServerView.ts"

const links = {
  mcp: "/mcp",
  tools: "/tools",
  tasks: "/tasks",
  events: "/ws",
  health: "/health",
  openapi: "/openapi.json",
  live: "/live"
}

/** An operator's view: idle and connecting are well, because a call made now waits for its connection. */
const health = (state: ProbeState) => {
  switch (state._tag) {
    case "down":
      return new BackendDown({ reason: `The connection to the probe is down: ${state.reason}` })
    case "blocked":
      return new BackendDown({ reason: `The application has not answered since ${state.method}: it is blocked.` })
    default:
      return Effect.succeed({ status: "ok" as const, backend: state._tag })
  }
}

export const layer = HttpApiBuilder.group(
  api,
  "server",
  Effect.fnUntraced(function*(handlers) {
    const settings = yield* Effect.serviceOption(Settings)
    const probe = yield* qtProbe
    const events = yield* Events
    const registry = yield* ToolRegistry
    const page = yield* livePage
    const instance = randomUUID()
    const self = (yield* ServerInfo) ?? { name: "qtmcp", version }
    const mode = Option.isSome(settings) ? settings.value.mode : []

    const info = Effect.gen(function*() {
      const { next } = yield* events.page({ from: Number.MAX_SAFE_INTEGER, limit: 1 })
      const connection = yield* currentConnection(probe)
      const pause = pauseView(yield* registry.paused)
      return { name: self.name, version: self.version, mode, links, instance, next_event: next, connection, pause }
    })

    const pageOrInfo = ({ request }: { readonly request: HttpServerRequest.HttpServerRequest }) =>
      wantsPage(request.headers["accept"]) ? page : info

    return handlers.handleAll({
      info: pageOrInfo,
      live: pageOrInfo,
      health: () =>
        probe === undefined
          ? Effect.succeed({ status: "ok" as const, backend: "none" as const })
          : Effect.flatMap(SubscriptionRef.get(probe.state), health)
    })
  })
)

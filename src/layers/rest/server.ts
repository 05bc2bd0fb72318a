import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Option from "effect/Option"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { ProbeSocket, type ProbeState } from "../../services/ProbeSocket.ts"
import { ServerInfo } from "../../services/ServerInfo.ts"
import { Settings } from "../../services/Settings.ts"
import { version } from "../program/version.ts"
import { api } from "./api.ts"
import { BackendDown } from "./refusals.ts"

const links = {
  mcp: "/mcp",
  tools: "/tools",
  tasks: "/tasks",
  events: "/ws",
  health: "/health",
  openapi: "/openapi.json"
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
    const probe = yield* Effect.serviceOption(ProbeSocket)
    const self = (yield* ServerInfo) ?? { name: "qtmcp", version }
    const mode = Option.isSome(settings) ? settings.value.mode : []
    return handlers.handleAll({
      info: () => Effect.succeed({ name: self.name, version: self.version, mode, links }),
      health: () =>
        Option.isSome(probe)
          ? Effect.flatMap(SubscriptionRef.get(probe.value.state), health)
          : Effect.succeed({ status: "ok" as const, backend: "none" as const })
    })
  })
)

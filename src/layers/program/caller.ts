import { CLIENT_INFO_META_KEY, type Server, type ServerContext } from "@modelcontextprotocol/server"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { CallContext } from "../../services/ToolRegistry.ts"
import { printable } from "../discovery/printable.ts"

const longestName = 100

/** Who acts where no MCP client does, the person at the application first of all: no agent may pass for them. */
const others = new Set(["app", "local", "rest", "ws"])

const decodeEnvelope = Schema.decodeUnknownOption(
  Schema.Struct({ [CLIENT_INFO_META_KEY]: Schema.Struct({ name: Schema.String }) })
)

/** A 2026 client says who it is with every request, the others did at the beginning; some never do. */
const actorOf = (server: Server, { mcpReq }: ServerContext): string => {
  const told = Option.getOrUndefined(decodeEnvelope(mcpReq.envelope))
  const name = told?.[CLIENT_INFO_META_KEY].name ?? server.getClientVersion()?.name ?? ""
  if (name === "") return "mcp"
  return others.has(name.trim().toLowerCase()) ? `${name.trim()} (mcp)` : printable(name, longestName)
}

/** Progress goes to the caller that gave a token, with a number that only grows. */
const progressOf = ({ mcpReq }: ServerContext): CallContext["progress"] => {
  const progressToken = mcpReq._meta?.progressToken
  let last = 0
  return (message, done, total) => {
    if (progressToken === undefined) return Effect.void
    last = done !== undefined && done > last ? done : last + 0.01
    const params = { progressToken, progress: last, message, ...(total === undefined ? {} : { total }) }
    return Effect.ignore(Effect.tryPromise(() => mcpReq.notify({ method: "notifications/progress", params })))
  }
}

/** Who calls, and how it is told of the call's progress. */
export const callerOf = (server: Server, request: ServerContext): CallContext => ({
  actor: actorOf(server, request),
  progress: progressOf(request)
})

import {
  type McpRequestContext,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  Server,
  type ServerContext
} from "@modelcontextprotocol/server"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { ServerInfo } from "../services/ServerInfo.ts"
import { Settings } from "../services/Settings.ts"
import {
  CurrentCall,
  InvalidArguments,
  type ListedTool,
  type Resource,
  type ResourceTemplate,
  ToolRegistry
} from "../services/ToolRegistry.ts"
import { annotationsOf } from "./program/annotations.ts"
import { callerOf } from "./program/caller.ts"
import { deepest, isTooDeep } from "./program/depth.ts"
import { instructions } from "./program/instructions.ts"
import { makeSubscriptions } from "./program/subscriptions.ts"
import { listingsOf, updatesOf } from "./program/updates.ts"
import { version } from "./program/version.ts"

/** What a host needs. The SDK's types stay in here: who installs the library has only `effect`. */
export interface Program {
  /**
   * A server for one connection of this protocol era; its subscriptions end with it. One for a single `request` of a
   * stateless client watches nothing: its host passes on `updates`.
   * @internal
   */
  readonly server: (era: McpRequestContext["era"], life?: "connection" | "request") => Server
  /** The uri of a resource for every time its content changed; many changes of a moment are one. */
  readonly updates: Stream.Stream<string>
  /** An element for every time there were other resources. */
  readonly listings: Stream.Stream<unknown>
}

/** The MCP side of the bridge: makes a server over the one registry for every connection a host accepts. */
export class McpProgram extends Context.Service<McpProgram, Program>()("qtmcp/layers/McpProgram") {}

const listed = (tool: ListedTool) => ({
  name: tool.name,
  ...(tool.title === undefined ? {} : { title: tool.title }),
  description: tool.description,
  inputSchema: { ...tool.inputSchema, type: "object" as const },
  annotations: annotationsOf(tool)
})

/** What the bridge is where no application embeds it. */
const bridge: ServerInfo = { name: "qtmcp", title: "Qt application bridge", version }

const listedTemplate = ({ description, mimeType, name, template }: Resource | ResourceTemplate) =>
  template === undefined ? [] : [{ uriTemplate: template, name, description, mimeType }]

const listedResource = ({ description, mimeType, name, uri }: Resource) => ({ uri, name, description, mimeType })

const make = Effect.gen(function*() {
  const registry = yield* ToolRegistry
  const settings = yield* Settings
  const application = yield* ServerInfo
  const { instructions: told = instructions(settings.mode), ...self } = application ?? bridge
  const run = Effect.runPromiseWith(yield* Effect.context())
  const updates = updatesOf(registry)
  // One reader of the task table for all sessions: it tells every step of every task.
  const listings = yield* Stream.share(listingsOf(registry), { capacity: 1, strategy: "sliding" })
  /** Tasks and commands come and go while the bridge runs, and whatever an application has. */
  const isGrowing = settings.caps.includes("tasks") || settings.mode.includes("exec") || settings.http !== undefined ||
    application !== undefined

  const callTool = Effect.fn("McpProgram.callTool")(
    function*(server: Server, name: string, input: unknown, request: ServerContext) {
      if (isTooDeep(input)) {
        const { message } = new InvalidArguments({ tool: name, issue: `they have more than ${deepest} levels` })
        return { content: [{ type: "text" as const, text: message }], isError: true }
      }
      const { content, data } = yield* registry.call(name, input).pipe(
        Effect.provideService(CurrentCall, callerOf(server, request))
      )
      const structured = settings.structured && data !== undefined ? { structuredContent: { ...data } } : {}
      return { content: [...content], ...structured }
    },
    Effect.catchTag(
      "ToolFailed",
      ({ message }) => Effect.succeed({ content: [{ type: "text" as const, text: message }], isError: true })
    ),
    Effect.mapError((error) => new ProtocolError(ProtocolErrorCode.InvalidParams, error.message))
  )

  const readResource = Effect.fn("McpProgram.readResource")(
    function*(uri: string) {
      const { resource, text } = yield* registry.read(uri)
      return { contents: [{ uri, mimeType: resource.mimeType, text }] }
    },
    Effect.mapError((error) =>
      error._tag === "UnknownResource"
        ? new ResourceNotFoundError(error.uri)
        : new ProtocolError(ProtocolErrorCode.InternalError, error.message, { uri: error.uri })
    )
  )

  const templates = Effect.gen(function*() {
    const described = [...(yield* registry.resources), ...(yield* registry.templates)]
    return { resourceTemplates: described.flatMap(listedTemplate) }
  })

  const server = (era: McpRequestContext["era"], life = "connection"): Server => {
    const made = new Server(self, {
      capabilities: { tools: {}, resources: { subscribe: true, ...(isGrowing ? { listChanged: true } : {}) } },
      instructions: told
    })
    const subscriptions = makeSubscriptions(made)
    made.setRequestHandler(
      "tools/list",
      () => run(Effect.map(registry.tools, (tools) => ({ tools: tools.map(listed) })))
    )
    made.setRequestHandler(
      "tools/call",
      ({ params }, request) =>
        run(callTool(made, params.name, params.arguments, request), { signal: request.mcpReq.signal })
    )
    made.setRequestHandler(
      "resources/list",
      () => run(Effect.map(registry.resources, (resources) => ({ resources: resources.map(listedResource) })))
    )
    made.setRequestHandler("resources/templates/list", () => run(templates))
    made.setRequestHandler("resources/read", ({ params }) => run(readResource(params.uri)))
    if (life === "request") return made
    if (era === "modern") {
      // A 2026 client subscribes by `subscriptions/listen`, which the SDK filters: it is offered every change.
      void run(subscriptions.follow(updates))
    } else {
      made.setRequestHandler("resources/subscribe", ({ params }) =>
        run(
          registry.resource(params.uri).pipe(
            Effect.mapError(() => new ResourceNotFoundError(params.uri)),
            Effect.flatMap(subscriptions.watch),
            Effect.as({})
          )
        ))
      made.setRequestHandler(
        "resources/unsubscribe",
        ({ params }) => run(Effect.as(subscriptions.unwatch(params.uri), {}))
      )
    }
    if (isGrowing) void run(subscriptions.followListings(listings))
    made.onclose = () => void run(subscriptions.end)
    return made
  }
  return McpProgram.of({ server, updates, listings })
})

export const layer = Layer.effect(McpProgram, make)

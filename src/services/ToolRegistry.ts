import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as JsonSchema from "effect/JsonSchema"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import type { PauseState } from "./Pause.ts"

/**
 * `read` looks, `act` changes the application, `wait` waits for it, `admin` concerns the bridge, `launch` starts or ends an
 * application (and, unlike `act`, waits for no action under way), `exec` runs commands, which may reach
 * anything.
 */
export type ToolKind = "read" | "act" | "wait" | "admin" | "launch" | "exec"

export type Content =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly data: string; readonly mimeType: string }

/** What a tool answers: `content` for the agent, `data` for programs (sent only with `--structured`). */
export interface ToolOutput {
  readonly content: ReadonlyArray<Content>
  readonly data?: Readonly<Record<string, unknown>>
}

/** The arguments do not fit the tool. `issue` names the path and what was expected. */
export class InvalidArguments extends Schema.TaggedError<InvalidArguments>()("InvalidArguments", {
  tool: Schema.String,
  issue: Schema.String
}) {
  override get message(): string {
    return `Invalid arguments for ${this.tool}: ${this.issue}. Nothing was done.`
  }
}

export class UnknownTool extends Schema.TaggedError<UnknownTool>()("UnknownTool", {
  tool: Schema.String,
  available: Schema.Array(Schema.String)
}) {
  override get message(): string {
    return `There is no tool ${this.tool} in this mode. Tools: ${this.available.join(", ")}.`
  }
}

export class UnknownResource extends Schema.TaggedError<UnknownResource>()("UnknownResource", { uri: Schema.String }) {
  override get message(): string {
    return `There is no resource ${this.uri}.`
  }
}

/** A resource is there and cannot be read now; `message` says why and what to do. */
export class ResourceFailed extends Schema.TaggedError<ResourceFailed>()("ResourceFailed", {
  uri: Schema.String,
  message: Schema.String
}) {}

/** A tool ran and failed; `message` is the text for the agent and `cause` the typed error behind it. */
export class ToolFailed extends Schema.TaggedError<ToolFailed>()("ToolFailed", {
  message: Schema.String,
  cause: Schema.Unknown
}) {}

/** What the host knows of one call. Absent in a call, the defaults do nothing. */
export interface CallContext {
  /** Who calls: the MCP client's name, `rest`, `ws` or `local`. */
  readonly actor: string
  /** Tells the caller how far a long call is. */
  readonly progress: (message: string, done?: number, total?: number) => Effect.Effect<void>
}

export const CurrentCall = Context.Reference<CallContext>("qtmcp/services/ToolRegistry/CurrentCall", {
  defaultValue: () => ({ actor: "local", progress: () => Effect.void })
})

/** What hosts are told of a tool's nature, where that is not what follows from its kind. */
export interface ToolHints {
  readonly readOnly: boolean
  readonly destructive: boolean
  readonly idempotent: boolean
  /** Whether it may reach beyond the application. */
  readonly openWorld: boolean
}

/** A tool as a host lists it. */
export interface ListedTool {
  readonly name: string
  /** For people; the name where absent. */
  readonly title?: string
  readonly kind: ToolKind
  readonly hints?: ToolHints
  /** Sentences for the agent, the example included. */
  readonly description: string
  readonly inputSchema: JsonSchema.JsonSchema
}

/** A tool as a mode adds it. */
export interface Tool<R = never> extends ListedTool {
  /** Whether it waits until no other such tool runs; those of kind `act` do where absent. */
  readonly exclusive?: boolean
  /** The wire methods it may send, per generation; none for a tool of the bridge itself. */
  readonly wire: { readonly newest: ReadonlyArray<string>; readonly seed: ReadonlyArray<string> }
  /** Decodes the arguments and runs. Its failures carry their own text in `message`. */
  readonly run: (input: unknown) => Effect.Effect<ToolOutput, InvalidArguments | { readonly message: string }, R>
}

/** A resource as a host lists and reads it. */
export interface Resource {
  readonly uri: string
  readonly name: string
  readonly description: string
  readonly mimeType: string
  /** The uri with its query parameters (RFC 6570), where it takes any. */
  readonly template?: string
  /** `params` are the query parameters of the uri that was asked for. */
  readonly read: (params: ReadonlyMap<string, string>) => Effect.Effect<string, ResourceFailed>
  /** An element for every time its content changed. */
  readonly updates: Stream.Stream<unknown>
}

/** Resources of one kind, named by variables in their uri (RFC 6570), such as `task://{id}`. */
export interface ResourceTemplate {
  readonly template: string
  readonly name: string
  readonly description: string
  readonly mimeType: string
  /** Those there are now. */
  readonly instances: Effect.Effect<ReadonlyArray<Resource>>
  /** The resource of these variables; `undefined` where there is none. */
  readonly find: (variables: ReadonlyMap<string, string>) => Effect.Effect<Resource | undefined>
  /** The uri of a resource for every time its content changed. */
  readonly changes: Stream.Stream<string>
  /** An element for every time there was another resource. */
  readonly listings: Stream.Stream<unknown>
}

/**
 * Every mode adds its tools; every host lists and calls them. What all tools share (decoding, deadline, size cap, error
 * text, events) happens in `call`.
 */
export class ToolRegistry extends Context.Service<ToolRegistry, {
  /** Adds tools; a name that is there already is replaced. */
  readonly add: <R>(tools: ReadonlyArray<Tool<R>>) => Effect.Effect<void, never, R>
  readonly addResources: (resources: ReadonlyArray<Resource>) => Effect.Effect<void>
  readonly addTemplates: (templates: ReadonlyArray<ResourceTemplate>) => Effect.Effect<void>
  readonly tools: Effect.Effect<ReadonlyArray<ListedTool>>
  /** Those with a uri of their own, and the present instances of the templates. */
  readonly resources: Effect.Effect<ReadonlyArray<Resource>>
  readonly templates: Effect.Effect<ReadonlyArray<ResourceTemplate>>
  /** The resource of a uri, query parameters aside, without reading it. */
  readonly resource: (uri: string) => Effect.Effect<Resource, UnknownResource>
  readonly call: (name: string, input: unknown) => Effect.Effect<ToolOutput, UnknownTool | ToolFailed>
  readonly read: (
    uri: string
  ) => Effect.Effect<{ readonly resource: Resource; readonly text: string }, UnknownResource | ResourceFailed>
  /**
   * Holds every action (`act`, `launch`, `exec`) that has not begun, for the actor of the current call; actions of several
   * parts at their next one. A second pause changes nothing. Events `paused` and `resumed` of the topic `tools` tell of it.
   */
  readonly pause: Effect.Effect<PauseState>
  /** Lets what is held go on, in the order in which it came. */
  readonly resume: Effect.Effect<PauseState>
  readonly paused: Effect.Effect<PauseState>
}>()("qtmcp/services/ToolRegistry") {}

import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"

/** A protocol error as the client's SDK throws it. */
export class McpFault extends Schema.TaggedError<McpFault>()("McpFault", {
  code: Schema.Finite,
  message: Schema.String,
  data: Schema.optionalKey(Schema.Unknown)
}) {}

const Thrown = Schema.Struct({ code: Schema.Finite, message: Schema.String, data: Schema.optionalKey(Schema.Unknown) })

/** What an SDK threw, as a fault; anything but a protocol error fails the test here. */
export const faultOf = (thrown: unknown): McpFault => {
  const { code, data, message } = Schema.decodeUnknownSync(Thrown)(thrown)
  return new McpFault({ code, message, ...(data === undefined ? {} : { data }) })
}

const Part = Schema.Struct({
  type: Schema.String,
  text: Schema.optionalKey(Schema.String),
  data: Schema.optionalKey(Schema.String),
  mimeType: Schema.optionalKey(Schema.String)
})

/** The result of a tool, of whichever client. */
export const Result = Schema.Struct({
  content: Schema.Array(Part),
  isError: Schema.optionalKey(Schema.Boolean),
  structuredContent: Schema.optionalKey(Schema.Unknown)
})
export type Result = typeof Result.Type

export const ListedTool = Schema.Struct({
  name: Schema.String,
  description: Schema.String,
  inputSchema: Schema.Struct({ type: Schema.Literal("object") }),
  annotations: Schema.Struct({
    readOnlyHint: Schema.Boolean,
    destructiveHint: Schema.Boolean,
    openWorldHint: Schema.Boolean
  })
})

export const ListedResource = Schema.Struct({
  uri: Schema.String,
  name: Schema.String,
  description: Schema.String,
  mimeType: Schema.String
})

export const Contents = Schema.Struct({
  contents: Schema.Tuple([Schema.Struct({ uri: Schema.String, mimeType: Schema.String, text: Schema.String })])
})

/** What an SDK's client hands out, as the tests read it. */
export const decode = {
  tools: Schema.decodeUnknownSync(Schema.Array(ListedTool)),
  resources: Schema.decodeUnknownSync(Schema.Array(ListedResource)),
  result: Schema.decodeUnknownSync(Result),
  contents: Schema.decodeUnknownSync(Contents)
}

/** A request of an SDK's client; interruption cancels it. */
export const attempt = <A>(run: (signal: AbortSignal) => Promise<A>) => Effect.tryPromise({ try: run, catch: faultOf })

export interface Progress {
  readonly progress: number
  readonly total?: number | undefined
  readonly message?: string | undefined
}

/** A real client of an SDK, connected to a process of the bridge; all suites are written against this. */
export interface Client {
  readonly server: { readonly name: string; readonly version: string }
  readonly revision: string
  readonly instructions: string
  readonly tools: Effect.Effect<ReadonlyArray<typeof ListedTool.Type>>
  /** Interruption cancels the request as the protocol has it; a progress token goes along where progress is wanted. */
  readonly call: (
    name: string,
    args?: Record<string, unknown>,
    onProgress?: (progress: Progress) => void
  ) => Effect.Effect<Result, McpFault>
  readonly resources: Effect.Effect<ReadonlyArray<typeof ListedResource.Type>>
  readonly templates: Effect.Effect<ReadonlyArray<unknown>>
  readonly read: (uri: string) => Effect.Effect<typeof Contents.Type, McpFault>
  /** Asks for updates of a resource; gives how to stop them. */
  readonly subscribe: (uri: string) => Effect.Effect<Effect.Effect<void>, McpFault>
  /** The resources that updates came for, in order. */
  readonly updates: () => ReadonlyArray<string>
  readonly stderr: () => string
}

/** Starts a bridge with these arguments and connects to it; both end with the scope. */
export type Open = (args: ReadonlyArray<string>) => Effect.Effect<Client, never, Scope.Scope>

export class McpClient extends Context.Service<McpClient, Client>()("test/McpClient") {}

/** The texts of a result. */
export const textOf = (result: Result): string => result.content.map((part) => part.text ?? "").join("\n")

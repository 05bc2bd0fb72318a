import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { randomUUID } from "node:crypto"
import { start } from "../mcp/BridgeProcess.ts"
import { connect, type LineClient } from "../mcp/LineClient.ts"
import { until } from "../mcp/until.ts"

const Answer = Schema.Struct({
  content: Schema.Array(Schema.Struct({ text: Schema.String })),
  isError: Schema.optionalKey(Schema.Boolean),
  structuredContent: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown))
})
const decodeAnswer = Schema.decodeUnknownSync(Answer)

const Contents = Schema.Struct({ contents: Schema.Tuple([Schema.Struct({ text: Schema.String })]) })
const decodeContents = Schema.decodeUnknownSync(Contents)

/** What a tool answered. */
export interface Told {
  readonly text: string
  /** The first line of the text. */
  readonly line: string
  /** The id in it. */
  readonly id: string
  readonly isError: boolean
  readonly data: Readonly<Record<string, unknown>>
}

export const toldOf = (result: unknown): Told => {
  const { content, isError = false, structuredContent = {} } = decodeAnswer(result)
  const text = content.map((part) => part.text).join("\n")
  const line = text.split("\n")[0] ?? ""
  return { text, line, id: /x-[0-9a-f]{8}/.exec(text)?.[0] ?? "", isError, data: structuredContent }
}

/** A bridge in mode `exec`, through a client that writes lines. */
export interface ExecBridge {
  readonly client: LineClient
  readonly call: (name: string, args?: object) => Effect.Effect<Told>
  /** How a run stands when it has ended. */
  readonly ended: (id: string) => Effect.Effect<Told>
  /** Sends a call with a progress token, and gives its id. */
  readonly post: (name: string, args: object) => number
  /** The messages of the progress of a call. */
  readonly progress: (id: number) => ReadonlyArray<string>
  /** The text of a resource. */
  readonly read: (uri: string) => Effect.Effect<string>
}

export const execBridge = Effect.fn("execBridge")(function*(
  flags: ReadonlyArray<string> = [],
  env: Readonly<Record<string, string>> = {}
) {
  const client = yield* connect(["--mode", "exec", "--structured", ...flags], { env })
  const call = (name: string, args: object = {}) =>
    Effect.map(client.request("tools/call", { name, arguments: args }), ({ result }) => toldOf(result))
  const bridge: ExecBridge = {
    client,
    call,
    ended: (id) =>
      Effect.repeat(call("execute_status", { id }), { until: ({ text }) => !text.includes("\nIt goes on.") }),
    post: (name, args) => {
      const token = randomUUID()
      const id = client.post("tools/call", { name, arguments: args, _meta: { progressToken: token } })
      tokens.set(id, token)
      return id
    },
    progress: (id) =>
      client.frames().filter(({ method, params }) =>
        method === "notifications/progress" && params?.["progressToken"] === tokens.get(id)
      ).map(({ params }) => String(params?.["message"])),
    read: (uri) =>
      Effect.map(client.request("resources/read", { uri }), ({ result }) => decodeContents(result).contents[0].text)
  }
  const tokens = new Map<number, string>()
  return bridge
})

/** A text no other process of this machine has in its environment. */
export const mark = (): string => `mark-${randomUUID()}`

/** A `qtmcp executor` of its own; gives its address. */
export const executorProcess = Effect.fn("executorProcess")(function*(
  flags: ReadonlyArray<string> = [],
  env: Readonly<Record<string, string>> = {}
) {
  const service = yield* start(["executor", "--port", "0", ...flags], env)
  const url = yield* until(
    "the executor's address",
    () => /listens on (ws:\/\/\S+)/.exec(service.stderr())?.[1],
    service.stderr
  )
  return { url, service }
})

/** The places commands can run at, as flags of the bridge. */
export const places = {
  "in this process": Effect.succeed<ReadonlyArray<string>>([]),
  "on qtmcp executor": Effect.map(executorProcess(), ({ url }): ReadonlyArray<string> => ["--executor-url", url])
}

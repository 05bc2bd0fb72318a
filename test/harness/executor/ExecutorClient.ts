import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { WebSocket } from "ws"
import { until, untilTrue } from "../mcp/until.ts"

const Record = Schema.Record(Schema.String, Schema.Unknown)

const Message = Schema.fromJsonString(Schema.Struct({
  jsonrpc: Schema.Literal("2.0"),
  id: Schema.optionalKey(Schema.NullOr(Schema.Int)),
  method: Schema.optionalKey(Schema.String),
  params: Schema.optionalKey(Record),
  result: Schema.optionalKey(Record),
  error: Schema.optionalKey(
    Schema.Struct({ code: Schema.Int, message: Schema.String, data: Schema.optionalKey(Record) })
  )
}))

export type Message = typeof Message.Type

const decodeMessage = Schema.decodeSync(Message)

const Started = Schema.Struct({ status: Schema.Literal("started"), pid: Schema.Int, pgid: Schema.Int })
const decodeStarted = Schema.decodeUnknownSync(Started)

const Piece = Schema.Struct({
  type: Schema.Literals(["stdout", "stderr"]),
  data: Schema.String,
  truncated: Schema.Boolean,
  chunk_index: Schema.Int,
  total_chunks: Schema.Int
})
const decodePiece = Schema.decodeUnknownSync(Piece)

const Completed = Schema.Struct({
  status: Schema.Literals(["completed", "failed"]),
  pid: Schema.Int,
  pgid: Schema.Int,
  exit_code: Schema.Int,
  error: Schema.NullOr(Schema.String),
  execution_time: Schema.Finite,
  signal: Schema.NullOr(Schema.String),
  timed_out: Schema.Boolean,
  canceled: Schema.Boolean,
  output_bytes: Schema.Int,
  dropped_bytes: Schema.Int,
  limit: Schema.NullOr(Schema.String),
  left_behind: Schema.Array(Schema.Int),
  escaped: Schema.Array(Schema.Int)
})
const decodeCompleted = Schema.decodeUnknownSync(Completed)

export interface ClientOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Does not answer WebSocket pings, as a client of another make may. */
  readonly mute?: boolean
}

/** A client of the executor over a real WebSocket. It checks the form of everything it receives. */
export interface ExecutorClient {
  readonly socket: WebSocket
  /** Everything that was received, in its order. */
  readonly messages: ReadonlyArray<Message>
  readonly sendRaw: (text: string) => void
  readonly request: (method: string, params?: unknown) => Effect.Effect<Message>
  /** Starts a command; fails the test where it is refused. */
  readonly execute: (params: unknown) => Effect.Effect<typeof Started.Type>
  readonly control: (type: "PAUSE" | "RESUME" | "CANCEL") => Effect.Effect<Message>
  readonly notices: (method: string) => ReadonlyArray<NonNullable<Message["params"]>>
  /** Waits for a notification of this name, the `count`th. */
  readonly notice: (method: string, count?: number) => Effect.Effect<NonNullable<Message["params"]>>
  readonly completed: (count?: number) => Effect.Effect<typeof Completed.Type>
  readonly pieces: () => ReadonlyArray<typeof Piece.Type>
  /** All that was written to one of the two, put together. */
  readonly output: (type: "stdout" | "stderr") => string
  readonly closed: Effect.Effect<{ readonly code: number; readonly reason: string }>
}

/** Connects; fails the test where the door stays shut. It leaves with the scope. */
export const connect = Effect.fn("ExecutorClient.connect")(function*(url: string, options: ClientOptions = {}) {
  const socket = yield* Effect.acquireRelease(
    Effect.sync(() => new WebSocket(url, { headers: options.headers ?? {}, autoPong: options.mute !== true })),
    (made) => Effect.sync(() => made.terminate())
  )
  const messages: Array<Message> = []
  let opened = false
  let fault: Error | undefined
  let closed: { readonly code: number; readonly reason: string } | undefined
  const answers = new Map<number | null, Message>()
  const noticesBy = new Map<string, Array<NonNullable<Message["params"]>>>()
  socket.on("open", () => {
    opened = true
  })
  socket.on("message", (data) => {
    const message = decodeMessage(data.toString())
    messages.push(message)
    const { id, method, params = {} } = message
    if (method === undefined) answers.set(id ?? null, message)
    else noticesBy.set(method, noticesBy.get(method) ?? []).get(method)?.push(params)
  })
  socket.on("error", (error) => {
    fault = error
  })
  socket.on("close", (code, reason) => {
    closed = { code, reason: reason.toString() }
  })
  const seen = () =>
    `${fault?.message ?? ""} ${JSON.stringify(closed)} ${JSON.stringify(messages.slice(-20)).slice(0, 4000)}`
  let last = 0
  const notices = (method: string) => noticesBy.get(method) ?? []
  const client: ExecutorClient = {
    socket,
    messages,
    sendRaw: (text) => socket.send(text),
    request: (method, params) =>
      Effect.suspend(() => {
        const id = last += 1
        socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }))
        return until(`the answer to ${method}`, () => answers.get(id), seen)
      }),
    execute: (params) => Effect.map(client.request("execute", params), ({ result }) => decodeStarted(result)),
    control: (type) => client.request("control", { type }),
    notices,
    notice: (method, count = 1) => until(`${method} number ${count}`, () => notices(method)[count - 1], seen),
    completed: (count) => Effect.map(client.notice("process.completed", count), (params) => decodeCompleted(params)),
    pieces: () => notices("process.output").map((params) => decodePiece(params)),
    output: (type) => client.pieces().flatMap((piece) => piece.type === type ? [piece.data] : []).join(""),
    closed: until("the end of the connection", () => closed, seen)
  }
  yield* untilTrue("the connection", () => opened || fault !== undefined)
  if (fault !== undefined) return yield* Effect.die(fault)
  return client
})

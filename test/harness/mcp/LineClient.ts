import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type BridgeProcess, start } from "./BridgeProcess.ts"
import { until } from "./until.ts"

const Frame = Schema.Struct({
  jsonrpc: Schema.Literal("2.0"),
  id: Schema.optionalKey(Schema.Union([Schema.String, Schema.Finite, Schema.Null])),
  method: Schema.optionalKey(Schema.String),
  params: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown)),
  result: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown)),
  error: Schema.optionalKey(Schema.Struct({ code: Schema.Int, message: Schema.String }))
})
export type Frame = typeof Frame.Type

const decodeFrame = Schema.decodeSync(Schema.fromJsonString(Frame))

/** A client that writes and reads lines: for framing, garbage, and for what an SDK would hide. */
export interface LineClient extends BridgeProcess {
  /** Every frame on stdout so far; throws where stdout carries anything else. */
  readonly frames: () => ReadonlyArray<Frame>
  /** The line of a request, its end not included. */
  readonly line: (id: number, method: string, params?: object) => string
  /** Sends a request and gives its id. */
  readonly post: (method: string, params?: object) => number
  readonly notify: (method: string, params?: object) => void
  readonly answer: (id: number) => Effect.Effect<Frame>
  readonly request: (method: string, params?: object) => Effect.Effect<Frame>
}

const withProcess = (bridge: BridgeProcess): LineClient => {
  let last = 0
  const frames = () => bridge.stdout().split("\n").slice(0, -1).map((line) => decodeFrame(line))
  const line = (id: number, method: string, params: object = {}) =>
    JSON.stringify({ jsonrpc: "2.0", id, method, params })
  const post = (method: string, params: object = {}) => {
    last += 1
    bridge.write(`${line(last, method, params)}\n`)
    return last
  }
  const answer = (id: number) =>
    until(
      `the answer to ${id}`,
      () => frames().find((frame) => frame.id === id && frame.method === undefined),
      () => `${bridge.stdout()}\n${bridge.stderr()}`
    )
  return {
    ...bridge,
    frames,
    line,
    post,
    answer,
    notify: (method, params = {}) => bridge.write(`${JSON.stringify({ jsonrpc: "2.0", method, params })}\n`),
    request: (method, params = {}) => Effect.suspend(() => answer(post(method, params)))
  }
}

/** Starts a bridge without a word. */
export const open = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) =>
  Effect.map(start(args, env), withProcess)

/** Starts a bridge and shakes hands in this revision. */
export const connect = Effect.fn("LineClient.connect")(function*(
  args: ReadonlyArray<string>,
  options: { readonly revision?: string; readonly env?: Readonly<Record<string, string>> } = {}
) {
  const client = yield* open(args, options.env)
  yield* client.request("initialize", {
    protocolVersion: options.revision ?? "2025-11-25",
    capabilities: {},
    clientInfo: { name: "line client", version: "1" }
  })
  client.notify("notifications/initialized")
  return client
})

import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { WebSocket } from "ws"
import { start } from "../../../src/layers/demo/Demo.ts"
import type { DemoOptions } from "../../../src/layers/demo/Demo.ts"
import { isJsonObject, type Json, type JsonObject, toObject } from "../../../src/layers/demo/toolkit/Json.ts"

export const page = "MainWindow/centralWidget/tabWidget/qt_tabwidget_stackedwidget"
export const form = `${page}/formTab`

export interface Closed {
  readonly code: number
  readonly reason: string
}

/** A real WebSocket client that keeps every frame in order of arrival. */
export interface DemoClient {
  readonly socket: WebSocket
  readonly server: string
  /** Every text frame so far, parsed where it is JSON. */
  readonly frames: Array<Json | string>
  readonly binary: () => number
  /** The whole answer message of a request. */
  readonly call: (method: string, params?: Json) => Effect.Effect<JsonObject>
  /** The unwrapped payload; fails the test on an error answer. */
  readonly payload: (method: string, params?: Json) => Effect.Effect<Json>
  /** Sends a request without waiting; the number is its id. */
  readonly post: (method: string, params?: Json) => number
  readonly answer: (id: number) => Effect.Effect<JsonObject>
  readonly answered: (id: number) => boolean
  readonly send: (text: string) => void
  /** The next text frame after those seen when this was called. */
  readonly next: Effect.Effect<Json | string>
  readonly closed: Effect.Effect<Closed>
  readonly isClosed: () => boolean
}

const parse = (text: string): Json | string => {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return text
  }
}

const until = <A>(found: () => A | undefined): Effect.Effect<A> =>
  Effect.suspend(() => {
    const value = found()
    return value === undefined ? Effect.andThen(Effect.sleep(2), until(found)) : Effect.succeed(value)
  })

/** Connects; the socket is terminated with the scope. */
export const connect = Effect.fn("DemoClient.connect")(function*(url: string) {
  const socket = new WebSocket(url)
  const frames: Array<Json | string> = []
  let server = ""
  let binaries = 0
  let over: Closed | undefined
  let ids = 0
  socket.on("upgrade", (response) => {
    server = `${response.headers.server}`
  })
  socket.on("message", (data, binary) => {
    if (binary) binaries++
    else frames.push(parse(data.toString()))
  })
  socket.on("close", (code, reason) => {
    over = { code, reason: reason.toString() }
  })
  socket.on("error", () => socket.terminate())
  yield* Effect.addFinalizer(() => Effect.sync(() => socket.terminate()))
  yield* Effect.callback<void>((resume) => {
    socket.once("open", () => resume(Effect.void))
  })
  const find = (id: number): JsonObject | undefined => {
    const frame = frames.find((each) => typeof each === "object" && isJsonObject(each) && each["id"] === id)
    return frame === undefined || typeof frame === "string" ? undefined : toObject(frame)
  }
  const post = (method: string, params?: Json): number => {
    const id = ++ids
    socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, ...(params === undefined ? {} : { params }) }))
    return id
  }
  const answer = (id: number): Effect.Effect<JsonObject> => until(() => find(id))
  const call = (method: string, params?: Json): Effect.Effect<JsonObject> =>
    Effect.suspend(() => answer(post(method, params)))
  const payload = (method: string, params?: Json): Effect.Effect<Json> =>
    Effect.map(call(method, params), (message) => {
      assert.isUndefined(message["error"], `${method}: ${JSON.stringify(message["error"])}`)
      const result = message["result"] ?? null
      return /^(qt|cu|chr)\./.test(method) ? toObject(result)["result"] ?? null : result
    })
  const client: DemoClient = {
    socket,
    server,
    frames,
    binary: () => binaries,
    call,
    payload,
    post,
    answer,
    answered: (id) => find(id) !== undefined,
    send: (text) => socket.send(text),
    next: Effect.suspend(() => {
      const seen = frames.length
      return until(() => frames[seen])
    }),
    closed: until(() => over),
    isClosed: () => over !== undefined
  }
  return client
})

/** A demo application and a client attached to it. */
export const attached = Effect.fn("DemoClient.attached")(function*(options: DemoOptions = {}) {
  const demo = yield* start(options)
  const client = yield* connect(demo.url)
  return { demo, client }
})

/** Waits until something holds; the test's own timeout is the limit. */
export const eventually = (holds: () => boolean): Effect.Effect<void> =>
  Effect.asVoid(until(() => holds() ? true : undefined))

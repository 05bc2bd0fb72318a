import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const accept = "application/json, text/event-stream"

/** An HTTP request, read to its end; interruption closes its stream. */
export const ask = (url: string, init: RequestInit = {}): Effect.Effect<Answer> =>
  Effect.promise(async (signal) => {
    const response = await fetch(url, { ...init, signal })
    return { status: response.status, headers: response.headers, text: await response.text() }
  })

/** An MCP message by POST: an object as JSON, a text as it is. */
export const post = (url: string, message: object | string, headers: Readonly<Record<string, string>> = {}) =>
  ask(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept, ...headers },
    body: Predicate.isString(message) ? message : JSON.stringify(message)
  })

/** An answer that is read while it comes. */
export interface Streaming {
  readonly text: () => string
  readonly isEnded: () => boolean
  readonly cut: Effect.Effect<void>
}

/** Posts a message and reads what comes until the scope ends or it is cut. */
export const streaming = Effect.fn("rpc.streaming")(function*(
  url: string,
  sent: object,
  headers: Readonly<Record<string, string>>
) {
  const controller = new AbortController()
  let text = ""
  let ended = false
  const read = async () => {
    const init = { method: "POST", body: JSON.stringify(sent), signal: controller.signal }
    const response = await fetch(url, { ...init, headers: { "content-type": "application/json", accept, ...headers } })
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
  }
  const reading = read().catch(() => undefined).finally(() => {
    ended = true
  })
  yield* Effect.addFinalizer(() =>
    Effect.promise(() => {
      controller.abort()
      return reading
    })
  )
  const stream: Streaming = { text: () => text, isEnded: () => ended, cut: Effect.sync(() => controller.abort()) }
  return stream
})

export const message = (id: number, method: string, params: object = {}) => ({ jsonrpc: "2.0", id, method, params })

export const initialize = (protocolVersion = "2025-11-25", name = "rpc") =>
  message(1, "initialize", { protocolVersion, capabilities: {}, clientInfo: { name, version: "1" } })

/** Begins a session; gives the headers of its requests. */
export const begin = Effect.fn("rpc.begin")(function*(url: string, name = "rpc") {
  const { headers } = yield* post(url, initialize("2025-11-25", name))
  const session = { "mcp-session-id": headers.get("mcp-session-id") ?? "", "mcp-protocol-version": "2025-11-25" }
  yield* post(url, { jsonrpc: "2.0", method: "notifications/initialized" }, session)
  return session
})

/** The ids of the events of a stream, and the messages in them. */
export const eventsOf = (text: string) =>
  text.split("\n\n").filter((event) => event.includes("data:")).map((event) => ({
    id: /^id: (.+)$/m.exec(event)?.[1] ?? "",
    data: /^data: (.*)$/m.exec(event)?.[1] ?? ""
  }))

/** A message of 2026-07-28, with what such a client sends along. */
export const modern = (url: string, id: number, method: string, params: Readonly<Record<string, unknown>> = {}) => {
  const name = params["name"] ?? params["uri"]
  const _meta = {
    ...Object(params["_meta"]),
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "rpc", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {}
  }
  return post(url, message(id, method, { ...params, _meta }), {
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": method,
    ...(Predicate.isString(name) ? { "mcp-name": name } : {})
  })
}

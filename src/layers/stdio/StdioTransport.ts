import { deserializeMessage, type JSONRPCMessage, serializeMessage, type Transport } from "@modelcontextprotocol/server"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type { Readable, Writable } from "node:stream"
import { makeLines } from "./lines.ts"

/** One message of a client may have this many bytes. */
const maxMessage = 64 * 1024 * 1024

const excerpt = 80

/**
 * MCP frames over a pair of streams, one a line. Unlike the SDK's own transport it tells of every line it skips, outlives
 * one that is too long, and stays open when the input ends, so that what was asked before can still be answered.
 */
export class StdioTransport implements Transport {
  onclose?: Transport["onclose"]
  onerror?: Transport["onerror"]
  onmessage?: Transport["onmessage"]
  readonly #input: Readable
  readonly #output: Writable
  readonly #lines = makeLines(maxMessage)
  readonly #unanswered = new Set<string | number>()
  readonly #inputEnded = Deferred.makeUnsafe<void>()
  readonly #answered = Deferred.makeUnsafe<void>()
  #ended = false
  #closed = false

  constructor(input: Readable, output: Writable) {
    this.#input = input
    this.#output = output
  }

  /** The client has closed its end, or reads no more. */
  get inputEnded(): Effect.Effect<void> {
    return Deferred.await(this.#inputEnded)
  }

  /** All requests that came before that are answered. */
  get answered(): Effect.Effect<void> {
    return Deferred.await(this.#answered)
  }

  async start(): Promise<void> {
    this.#input.on("data", this.#receive).on("end", this.#end).on("close", this.#end).on("error", this.#end)
    // This listener stays: a write that fails after the end must not end the process before it has left politely.
    this.#output.on("error", () => void this.close())
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#closed) throw new Error("stdout is closed")
    await new Promise<void>((resolve, reject) => {
      this.#output.write(serializeMessage(message), (error) => error ? reject(error) : resolve())
    })
    if ("id" in message && !("method" in message) && message.id !== undefined) this.#settle(message.id)
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#input.off("data", this.#receive).pause()
    this.#unanswered.clear()
    this.#end()
    this.onclose?.()
  }

  readonly #end = (): void => {
    this.#ended = true
    Deferred.doneUnsafe(this.#inputEnded, Effect.void)
    this.#settle()
  }

  #settle(id?: string | number): void {
    if (id !== undefined) this.#unanswered.delete(id)
    if (this.#ended && this.#unanswered.size === 0) Deferred.doneUnsafe(this.#answered, Effect.void)
  }

  readonly #receive = (chunk: Buffer): void => {
    for (const line of this.#lines(chunk)) {
      if ("dropped" in line) this.#skip(`a line of ${line.dropped} bytes, more than ${maxMessage}`)
      else if (line.text.trim() !== "") this.#accept(line.text)
    }
  }

  #accept(text: string): void {
    let message: JSONRPCMessage
    try {
      message = deserializeMessage(text)
    } catch {
      return this.#skip(`no JSON-RPC message: ${JSON.stringify(text.slice(0, excerpt))}`)
    }
    if ("method" in message && "id" in message) this.#unanswered.add(message.id)
    else if ("method" in message && message.method === "notifications/cancelled") {
      this.#forget(message.params?.["requestId"])
    }
    this.onmessage?.(message)
  }

  /** A cancelled request is not answered. */
  #forget(id: unknown): void {
    if (typeof id === "string" || typeof id === "number") this.#settle(id)
  }

  #skip(what: string): void {
    this.onerror?.(new Error(`skipped on stdin: ${what}`))
  }
}

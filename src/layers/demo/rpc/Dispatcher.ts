import { AppCrash } from "../toolkit/Failures.ts"
import { compact, isJsonObject, type Json, type JsonObject } from "../toolkit/Json.ts"
import type { Widget } from "../toolkit/Widget.ts"
import { read } from "./Envelope.ts"
import type { Answer, Asleep, Context, MethodTable } from "./Method.ts"
import { RpcError } from "./RpcError.ts"

/** What a frame led to. `blockedBy` is the dialog the handler executed: the answer waits for it. */
export type Outcome =
  | { readonly kind: "none" }
  | { readonly kind: "reply"; readonly text: string; readonly blockedBy: Widget | undefined }
  | { readonly kind: "sleep"; readonly ms: number; readonly wake: () => Outcome }

const longestLine = 20_000
const wrapped = /^(qt|cu|chr)\./

/** Runs frames against a method table, one at a time, as the GUI thread does. */
export class Dispatcher {
  readonly #context: Context
  readonly #methods: MethodTable

  constructor(context: Context, methods: MethodTable) {
    this.#context = context
    this.#methods = methods
  }

  handle(text: string): Outcome {
    this.#log("debug", `[${this.#context.product}] Received: ${JSON.stringify(text)}`)
    const request = read(text)
    if (request.kind === "ignored") return { kind: "none" }
    if (request.kind === "refused") return this.#sent(request.text)
    return this.#guarded(request.id, request.method, () => this.#call(request.method, request.params), request.params)
  }

  #call(method: string, params: Json): Answer | Asleep {
    if (method === "echo") return { result: this.#echoed(params) }
    if (Array.isArray(params) && method.endsWith(".echo")) return { result: params }
    const handler = Object.hasOwn(this.#methods, method) ? this.#methods[method] : undefined
    if (handler === undefined) throw new RpcError(-32601, `Method not found: ${method}`)
    return handler(isJsonObject(params) ? params : {}, this.#context)
  }

  #echoed(params: Json): Json {
    const bytes = this.#context.huge()
    return bytes === 0 || !isJsonObject(params) ? params : { ...params, huge: "x".repeat(bytes) }
  }

  #guarded(id: string, method: string, run: () => Answer | Asleep, params: Json): Outcome {
    const { app } = this.#context
    app.handling = true
    app.blocker = undefined
    try {
      const answer = run()
      if ("sleep" in answer) {
        return { kind: "sleep", ms: answer.sleep, wake: () => this.#guarded(id, method, answer.wake, params) }
      }
      return this.#sent(this.#success(id, method, answer))
    } catch (failure) {
      if (failure instanceof AppCrash) throw failure
      return this.#sent(this.#failure(id, method, failure))
    } finally {
      app.handling = false
    }
  }

  #success(id: string, method: string, answer: Answer): string {
    const meta: JsonObject = { timestamp: this.#context.app.host.now() }
    if (answer.objectId !== undefined) meta["objectId"] = answer.objectId
    const result = wrapped.test(method) ? { meta, result: answer.result } : answer.result
    return `{"jsonrpc":"2.0","id":${id},"result":${compact(result)}}`
  }

  #failure(id: string, method: string, failure: unknown): string {
    const { code, data, message } = failure instanceof RpcError
      ? failure
      : {
        code: -32603,
        data: undefined,
        message: `Internal error: ${failure instanceof Error ? failure.message : "?"}`
      }
    if (code !== -32601) this.#log("error", `Method "${method}" threw structured error: ${JSON.stringify(message)}`)
    // Control characters of an unknown method's name are not escaped: the probe's answer is broken JSON then.
    if (data === undefined) return `{"jsonrpc":"2.0","id":${id},"error":{"code":${code},"message":"${message}"}}`
    return `{"error":${compact({ code, data, message })},"id":${id},"jsonrpc":"2.0"}`
  }

  #sent(text: string): Outcome {
    const { app, product } = this.#context
    this.#log("debug", `[${product}] Sending: ${JSON.stringify(text)}`)
    return { kind: "reply", text, blockedBy: app.blocker }
  }

  #log(type: "debug" | "error", line: string): void {
    this.#context.app.console.add(type, line.slice(0, longestLine))
  }
}

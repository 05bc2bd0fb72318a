import { isJsonObject, type Json, type JsonObject } from "../toolkit/Json.ts"

/** A request the dispatcher may run, or the text that refuses it, or nothing for a notification. */
export type Parsed =
  | { readonly kind: "request"; readonly id: string; readonly method: string; readonly params: Json }
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "ignored" }

const refused = (code: number, message: string): Parsed => ({
  kind: "refused",
  text: `{"jsonrpc":"2.0","id":null,"error":{"code":${code},"message":"${message}"}}`
})

/** Qt's parser gives up at this depth. */
const tooDeep = /(?:[[{]\s*){1024}/

const parse = (text: string): Json | undefined => {
  try {
    if (tooDeep.test(text)) return undefined
    const value: Json = JSON.parse(text.replace(/^\uFEFF/, ""))
    return value
  } catch {
    return undefined
  }
}

/** How the probe prints an id: ints as C++ ints, strings unescaped, anything else null (probe protocol notes §2). */
const idText = (id: Json): string => {
  if (typeof id === "string") return `"${id}"`
  if (typeof id !== "number") return "null"
  const whole = Math.trunc(id)
  return `${whole > 2147483647 || whole < -2147483648 ? -2147483648 : whole}`
}

const checked = (message: JsonObject): Parsed => {
  if (message["jsonrpc"] !== "2.0") return refused(-32600, "Invalid Request: missing or invalid jsonrpc version")
  const { id, method } = message
  if (typeof method !== "string") return refused(-32600, "Invalid Request: missing or invalid method")
  if (id === undefined) return { kind: "ignored" }
  const params = message["params"]
  return {
    kind: "request",
    id: idText(id),
    method,
    params: isJsonObject(params) || Array.isArray(params) ? params : {}
  }
}

/** Reads one frame. Batches, scalars and broken JSON are refused with `id:null`. */
export const read = (text: string): Parsed => {
  const value = parse(text)
  if (Array.isArray(value)) return refused(-32600, "Invalid Request: missing or invalid jsonrpc version")
  return isJsonObject(value) ? checked(value) : refused(-32700, "Parse error")
}

import type { JsonObject } from "../toolkit/Json.ts"

/** A structured failure: code, message and data go to the client as they are. */
export class RpcError extends Error {
  readonly code: number
  readonly data: JsonObject | undefined

  constructor(code: number, message: string, data?: JsonObject) {
    super(message)
    this.code = code
    this.data = data
  }
}

export const invalidParams = (message: string, data: JsonObject): RpcError => new RpcError(-32602, message, data)

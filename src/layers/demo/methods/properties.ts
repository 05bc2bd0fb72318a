import type { Context, Method, MethodTable } from "../rpc/Method.ts"
import { objectParam } from "../rpc/Resolve.ts"
import { invalidParams, RpcError } from "../rpc/RpcError.ts"
import { MetaFailure } from "../toolkit/Failures.ts"
import { type JsonObject, toArray, toText } from "../toolkit/Json.ts"
import { invoke, setProperty } from "../toolkit/Reflection.ts"
import { done } from "./done.ts"

const codes: Record<MetaFailure["kind"], number> = {
  property: -32010,
  readOnly: -32011,
  conversion: -32012,
  method: -32020,
  signal: -32030
}

/** Gives a reflection failure its wire code and data. */
export const reflecting = <A>(data: JsonObject, run: () => A): A => {
  try {
    return run()
  } catch (failure) {
    if (failure instanceof MetaFailure) throw new RpcError(codes[failure.kind], failure.message, data)
    throw failure
  }
}

const required = (params: JsonObject, name: string, method: string): string => {
  const value = toText(params[name])
  if (value === "") throw invalidParams(`Missing required parameter: ${name}`, { method })
  return value
}

const get: Method = (params, context) => {
  const { object, objectId } = objectParam(params, context, "qt.properties.get")
  const property = required(params, "name", "qt.properties.get")
  return { objectId, result: { value: reflecting({ objectId, property }, () => object.get(property)) } }
}

const set: Method = (params, context: Context) => {
  const method = "qt.properties.set"
  const { object, objectId } = objectParam(params, context, method)
  const property = required(params, "name", method)
  const value = params["value"]
  if (value === undefined) throw invalidParams("Missing required parameter: value", { method })
  reflecting({ objectId, property }, () => setProperty(object, property, value))
  return { objectId, result: done(context) }
}

const invokeMethod: Method = (params, context) => {
  const { object, objectId } = objectParam(params, context, "qt.methods.invoke")
  const method = required(params, "method", "qt.methods.invoke")
  const result = reflecting({ objectId, method }, () => invoke(object, method, toArray(params["args"])))
  return { objectId, result: { result } }
}

/** `qt.properties.*` and `qt.methods.invoke`. */
export const propertyMethods: MethodTable = {
  "qt.properties.get": get,
  "qt.properties.set": set,
  "qt.methods.invoke": invokeMethod
}

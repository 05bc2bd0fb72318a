import { readFileSync, writeFileSync } from "node:fs"
import type { Context, Method, MethodTable } from "../rpc/Method.ts"
import { invalidParams, RpcError } from "../rpc/RpcError.ts"
import { isJsonObject, type Json, type JsonObject, toText } from "../toolkit/Json.ts"
import { done } from "./done.ts"

const all = ({ app }: Context): JsonObject => Object.fromEntries(app.names)

const register: Method = (params, context) => {
  const name = toText(params["name"])
  const path = toText(params["path"])
  if (name === "" || path === "") {
    throw invalidParams("Missing required parameters: name, path", { method: "qt.names.register" })
  }
  context.app.names.set(name, path)
  return { result: done(context) }
}

const unregister: Method = (params, context) => {
  const name = toText(params["name"])
  if (name === "") throw invalidParams("Missing required parameter: name", { method: "qt.names.unregister" })
  context.app.names.delete(name)
  return { result: done(context) }
}

const validate: Method = (_params, { app }) => ({
  result: [...app.names].map(([name, path]) => ({ name, path, valid: app.registry.find(path) !== undefined }))
})

const fileParam = (params: JsonObject, method: string): string => {
  const filePath = toText(params["filePath"])
  if (filePath === "") throw invalidParams("Missing required parameter: filePath", { method })
  return filePath
}

const read = (filePath: string): Json | undefined => {
  try {
    const value: Json = JSON.parse(readFileSync(filePath, "utf8"))
    return value
  } catch {
    return undefined
  }
}

const write = (filePath: string, names: JsonObject): boolean => {
  try {
    writeFileSync(filePath, JSON.stringify(names, undefined, 4))
    return true
  } catch {
    return false
  }
}

const load: Method = (params, context) => {
  const filePath = fileParam(params, "qt.names.load")
  const names = read(filePath)
  if (!isJsonObject(names)) throw new RpcError(-32052, `Failed to load name map from: ${filePath}`, { filePath })
  context.app.names.clear()
  for (const [name, path] of Object.entries(names)) context.app.names.set(name, toText(path))
  return { result: { ...done(context), count: context.app.names.size } }
}

const save: Method = (params, context) => {
  const filePath = fileParam(params, "qt.names.save")
  const saved = write(filePath, all(context))
  if (saved) return { result: done(context) }
  if (context.app.generation === "seed") return { result: { success: false } }
  throw new RpcError(-32052, `Failed to save name map to: ${filePath}`, { filePath })
}

export const nameMethods: MethodTable = {
  "qt.names.register": register,
  "qt.names.unregister": unregister,
  "qt.names.list": (_params, context) => ({ result: all(context) }),
  "qt.names.validate": validate,
  "qt.names.load": load,
  "qt.names.save": save
}

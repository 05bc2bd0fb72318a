import type { Answer, Context, Method, MethodTable } from "../rpc/Method.ts"
import { objectParam, resolve } from "../rpc/Resolve.ts"
import { invalidParams, RpcError } from "../rpc/RpcError.ts"
import { roleNames } from "../toolkit/ItemModel.ts"
import { type Json, type JsonObject, toArray, toInt, toText } from "../toolkit/Json.ts"
import type { QObject } from "../toolkit/QObject.ts"
import { info, listMethods, listProperties, listSignals } from "../toolkit/Reflection.ts"
import { Widget } from "../toolkit/Widget.ts"
import { matchesProperties } from "./matching.ts"
import { modelOf } from "./modelOf.ts"
import { tree } from "./tree.ts"

const parts = ["info", "properties", "methods", "signals", "qml", "geometry", "model"]

const geometryPart = (object: QObject): Json => {
  if (!(object instanceof Widget)) return null
  const { height, width, x, y } = object.area
  return { x, y, width, height, visible: object.visible }
}

const modelPart = (object: QObject): Json => {
  const model = modelOf(object)
  if (model === undefined) return null
  return { rowCount: model.rows.length, columnCount: model.columns, hasChildren: model.rows.length > 0, roleNames }
}

const part = (object: QObject, name: string): Json => {
  switch (name) {
    case "info":
      return info(object)
    case "properties":
      return listProperties(object)
    case "methods":
      return listMethods(object)
    case "signals":
      return listSignals(object)
    case "geometry":
      return geometryPart(object)
    case "model":
      return modelPart(object)
    default:
      return null
  }
}

const requested = (value: Json | undefined): Array<string> => {
  if (value === undefined || value === null) return ["info"]
  if (typeof value === "string") return value === "all" ? parts : [value]
  return toArray(value).map((each) => toText(each))
}

const inspect: Method = (params, context) => {
  const { object, objectId } = objectParam(params, context, "qt.objects.inspect")
  const wanted = requested(params["parts"])
  for (const field of wanted) {
    if (!parts.includes(field)) {
      throw new RpcError(-32004, `Unknown part: ${field}`, { field, validFields: [...parts, "all"] })
    }
  }
  return { objectId, result: Object.fromEntries(wanted.map((name) => [name, part(object, name)])) }
}

const rootParam = (params: JsonObject, context: Context): QObject | undefined => {
  const root = toText(params["root"])
  return root === "" ? undefined : resolve(root, context)
}

const search: Method = (params, context) => {
  const { registry } = context.app
  const objectName = toText(params["objectName"])
  const className = toText(params["className"])
  const filters = params["properties"]
  const method = "qt.objects.search"
  const filtered = Object.keys(matchesProperties.filters(filters)).length > 0
  if (objectName === "" && className === "" && !filtered) {
    throw invalidParams("Specify at least one of objectName, className, properties", { method })
  }
  const limit = "limit" in params ? toInt(params["limit"]) : 50
  if (limit < 0) throw invalidParams("limit must be >= 0", { method })
  const root = rootParam(params, context)
  const found = registry.all().filter((object) =>
    (objectName === "" || object.objectName === objectName) &&
    (className === "" || object.className === className) &&
    (root === undefined || object.isInside(root)) &&
    matchesProperties.test(object, filters)
  )
  const objects = found.slice(0, limit).map((object) => ({
    objectId: registry.id(object),
    className: object.className,
    objectName: object.objectName,
    numericId: registry.numericId(object)
  }))
  return { result: { objects, count: objects.length, truncated: found.length > limit } }
}

const objectTree = (params: JsonObject, context: Context): Answer => ({
  result: tree(rootParam(params, context), context.app, toInt(params["maxDepth"], -1))
})

/** `qt.objects.*` of the newest generation; the tree is the same in both. */
export const objectMethods: MethodTable = {
  "qt.objects.tree": objectTree,
  "qt.objects.inspect": inspect,
  "qt.objects.search": search
}

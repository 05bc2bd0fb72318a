import type { Context, Method, MethodTable } from "../rpc/Method.ts"
import { objectParam, resolve } from "../rpc/Resolve.ts"
import { invalidParams, RpcError } from "../rpc/RpcError.ts"
import { locate, roleNames } from "../toolkit/ItemModel.ts"
import { type Json, type JsonObject, toInt, toText } from "../toolkit/Json.ts"
import type { QObject } from "../toolkit/QObject.ts"
import { info, listMethods, listProperties, listSignals } from "../toolkit/Reflection.ts"
import { matchesProperties } from "./matching.ts"
import { modelParam, pageOf, rolesParam } from "./models.ts"

const entry = (object: QObject, { app }: Context): JsonObject => ({
  objectId: app.registry.id(object),
  className: object.className,
  numericId: app.registry.numericId(object)
})

const inRoot = (params: JsonObject, context: Context): Array<QObject> => {
  const rootId = toText(params["root"])
  const root = rootId === "" ? undefined : resolve(rootId, context)
  return context.app.registry.all().filter((object) => root === undefined || object.isInside(root))
}

const find: Method = (params, context) => {
  const name = toText(params["name"])
  if (name === "") throw invalidParams("Missing required parameter: name", { method: "qt.objects.find" })
  const found = inRoot(params, context).find((object) => object.objectName === name)
  if (found === undefined) {
    const hint = "Use qt.objects.tree to see all objects, or qt.objects.findByClass to search by class"
    throw new RpcError(-32001, `Object not found with name: ${name}`, { name, hint })
  }
  return { objectId: context.app.registry.id(found), result: entry(found, context) }
}

const findByClass: Method = (params, context) => {
  const className = toText(params["className"])
  if (className === "") {
    throw invalidParams("Missing required parameter: className", { method: "qt.objects.findByClass" })
  }
  const found = inRoot(params, context).filter((object) => object.className === className)
  return { result: { objects: found.map((object) => entry(object, context)) } }
}

const query: Method = (params, context) => {
  const className = toText(params["className"])
  const candidates = className === "" ? context.app.registry.all() : inRoot(params, context)
  const found = candidates.filter((object) =>
    (className === "" || object.className === className) && matchesProperties.test(object, params["properties"])
  )
  return { result: found.map((object) => entry(object, context)) }
}

const reading = (method: string, read: (object: QObject) => Json): Method => (params, context) => {
  const { object, objectId } = objectParam(params, context, method)
  return { objectId, result: read(object) }
}

const inspect = (object: QObject): JsonObject => ({
  info: info(object),
  properties: listProperties(object),
  methods: listMethods(object),
  signals: listSignals(object)
})

const modelInfo: Method = (params, context) => {
  const { object: model, objectId } = modelParam(params, context, "qt.models.info")
  const rowCount = model.rows.length
  return {
    objectId,
    result: { className: model.className, rowCount, columnCount: model.columns, hasChildren: rowCount > 0, roleNames }
  }
}

const modelData: Method = (params, context) => {
  const { object: model, objectId } = modelParam(params, context, "qt.models.data")
  const row = toInt(params["parentRow"], -1)
  const parent = row < 0 ? [] : [row]
  const { item } = locate(model, parent)
  const rows = parent.length > 0 && item === undefined ? [] : model.childrenOf(item)
  return { objectId, result: pageOf(model, parent, rows, params, rolesParam(params["roles"])) }
}

const modes = ["native", "computer_use", "chrome"]

const tables: Record<string, (object: QObject) => Json> = {
  "qt.objects.info": info,
  "qt.objects.inspect": inspect,
  "qt.properties.list": listProperties,
  "qt.methods.list": listMethods,
  "qt.signals.list": listSignals,
  "qt.qml.inspect": () => ({ isQmlItem: false })
}

/** What only QtMCP 0.1.0 has, or answers differently (probe protocol notes §14). */
export const seedMethods: MethodTable = {
  ...Object.fromEntries(Object.entries(tables).map(([name, read]) => [name, reading(name, read)])),
  "qt.modes": () => ({ result: modes }),
  "qt.objects.find": find,
  "qt.objects.findByClass": findByClass,
  "qt.objects.query": query,
  "qt.models.info": modelInfo,
  "qt.models.data": modelData
}

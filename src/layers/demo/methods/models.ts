import type { Context, Method, MethodTable } from "../rpc/Method.ts"
import { objectParam, type Resolved } from "../rpc/Resolve.ts"
import { RpcError } from "../rpc/RpcError.ts"
import { type Item, ItemModel, locate, roleNames, roleNumber } from "../toolkit/ItemModel.ts"
import { type Json, type JsonObject, toArray, toInt } from "../toolkit/Json.ts"
import { modelOf } from "./modelOf.ts"

const list: Method = (_params, { app }) => ({
  result: app.registry.all().filter((object) => object instanceof ItemModel).map((model) => ({
    objectId: app.registry.id(model),
    className: model.className,
    rowCount: model.rows.length,
    columnCount: model.columns,
    roleNames
  }))
})

const hint = "Use qt.models.list to discover available models"

/** The model an objectId means; only `qt.models.search` leaves the hint out. */
export const modelParam = (params: JsonObject, context: Context, method: string): Resolved<ItemModel> => {
  const { object, objectId } = objectParam(params, context, method)
  const model = modelOf(object)
  if (model !== undefined) return { object: model, objectId }
  const data = method === "qt.models.search" ? { objectId } : { objectId, hint }
  throw new RpcError(-32093, "Object is not a model and does not have an associated model", data)
}

export const roleParam = (value: Json): number => {
  if (typeof value === "number") return toInt(value)
  const roleName = typeof value === "string" ? value : "display"
  const role = roleNumber(roleName)
  if (role !== undefined) return role
  throw new RpcError(-32092, `Role not found: ${roleName}`, { roleName, availableRoles: roleNames })
}

export const rolesParam = (value: Json | undefined): Array<number> => {
  const roles = toArray(value).filter((each) => typeof each === "number" || typeof each === "string").map(roleParam)
  return roles.length === 0 ? [0] : roles
}

export interface Page {
  readonly offset: number
  readonly limit: number
}

/** Without a limit: everything up to 100 rows (offset reset), else 100 rows (probe protocol notes §5). */
export const page = (params: JsonObject, total: number): Page => {
  const limit = toInt(params["limit"], -1)
  const offset = Math.max(0, Math.min(total, toInt(params["offset"])))
  if (limit > 0) return { offset, limit }
  return total <= 100 ? { offset: 0, limit: total } : { offset, limit: 100 }
}

export const parentParam = (params: JsonObject): Array<number> => toArray(params["parent"]).map((row) => toInt(row))

export const pageOf = (
  model: ItemModel,
  parent: ReadonlyArray<number>,
  rows: ReadonlyArray<Item>,
  params: JsonObject,
  roles: ReadonlyArray<number>
): JsonObject => {
  const { limit, offset } = page(params, rows.length)
  const end = Math.min(offset + limit, rows.length)
  return {
    rows: rows.slice(offset, end).map((row, index) => model.rowData([...parent, offset + index], row, roles)),
    totalRows: rows.length,
    totalColumns: model.columns,
    offset,
    limit,
    hasMore: end < rows.length
  }
}

const data: Method = (params, context) => {
  const { object: model, objectId } = modelParam(params, context, "qt.models.data")
  const parent = parentParam(params)
  const { available, failed, item } = locate(model, parent)
  if (failed !== undefined) {
    throw new RpcError(-32094, `Parent path invalid at segment ${failed}`, {
      path: toArray(params["parent"]),
      failedSegment: failed,
      availableRows: available
    })
  }
  const roles = rolesParam(params["roles"])
  return { objectId, result: { parent, ...pageOf(model, parent, model.childrenOf(item), params, roles) } }
}

export const modelMethods: MethodTable = { "qt.models.list": list, "qt.models.data": data }

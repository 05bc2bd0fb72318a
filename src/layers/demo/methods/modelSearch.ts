import type { Method, MethodTable } from "../rpc/Method.ts"
import { invalidParams, RpcError } from "../rpc/RpcError.ts"
import { type Item, type ItemModel, locate } from "../toolkit/ItemModel.ts"
import { type JsonObject, toArray, toInt, toText } from "../toolkit/Json.ts"
import { modelParam, parentParam, roleParam } from "./models.ts"

type Test = (text: string) => boolean

const compiled = (pattern: string): RegExp => {
  try {
    return new RegExp(pattern, "i")
  } catch {
    const error = pattern.includes("[") ? "missing terminating ] for character class" : "unmatched parenthesis"
    throw new RpcError(-32098, `Invalid regex: ${error}`, { pattern, error })
  }
}

const tester = (match: string, value: string): Test => {
  const wanted = value.toLowerCase()
  const plain: Record<string, Test> = {
    contains: (text) => text.toLowerCase().includes(wanted),
    exact: (text) => text.toLowerCase() === wanted,
    startsWith: (text) => text.toLowerCase().startsWith(wanted),
    endsWith: (text) => text.toLowerCase().endsWith(wanted)
  }
  const test = plain[match]
  if (test !== undefined) return test
  if (match !== "regex") throw invalidParams(`Unknown match mode: ${match}`, { match })
  const expression = compiled(value)
  return (text) => expression.test(text)
}

interface Search {
  readonly model: ItemModel
  readonly test: Test
  readonly column: number
  readonly role: number
  readonly maxHits: number
  readonly matches: Array<JsonObject>
}

/** Depth first, fetching lazy rows; true when the hits ran out (even when nothing more would have matched). */
const visit = (search: Search, parent: ReadonlyArray<number>, rows: ReadonlyArray<Item>): boolean => {
  const { column, matches, maxHits, model, role, test } = search
  for (const [index, row] of rows.entries()) {
    const path = [...parent, index]
    const cell = row.cells[column]
    if (column < model.columns && test(toText(model.data(cell, role)))) {
      matches.push(model.rowData(path, row, [role]))
      if (maxHits >= 0 && matches.length >= maxHits) return true
    }
    if (model.hasChildren(row) && visit(search, path, model.childrenOf(row))) return true
  }
  return false
}

const search: Method = (params, context) => {
  const { object: model, objectId } = modelParam(params, context, "qt.models.search")
  const parent = parentParam(params)
  const { failed, item } = locate(model, parent)
  if (failed !== undefined) {
    const path = toArray(params["parent"])
    throw new RpcError(-32094, `Parent path invalid at segment ${failed}`, { path, failedSegment: failed })
  }
  const role = roleParam(params["role"] ?? "display")
  const test = tester(toText(params["match"], "contains"), toText(params["value"]))
  const matches: Array<JsonObject> = []
  const maxHits = toInt(params["maxHits"], 10)
  const column = toInt(params["column"])
  const truncated = visit({ model, test, column, role, maxHits, matches }, parent, model.childrenOf(item))
  return { objectId, result: { matches, count: matches.length, truncated } }
}

export const modelSearchMethods: MethodTable = { "qt.models.search": search }

import type { Method, MethodTable } from "../rpc/Method.ts"
import { objectParam } from "../rpc/Resolve.ts"
import { invalidParams, RpcError } from "../rpc/RpcError.ts"
import { ComboBox } from "../toolkit/ComboBox.ts"
import { center } from "../toolkit/Geometry.ts"
import { type Item, type ItemModel, locate } from "../toolkit/ItemModel.ts"
import { ItemView } from "../toolkit/ItemView.ts"
import { type JsonObject, toArray, toInt, toText } from "../toolkit/Json.ts"
import { click, doubleClick } from "../toolkit/Mouse.ts"
import type { QObject } from "../toolkit/QObject.ts"

interface Found {
  readonly path: ReadonlyArray<number>
  readonly item: Item
}

const notFound = (data: JsonObject): RpcError => new RpcError(-32095, "Item not found", data)

const byRows = (model: ItemModel, path: ReadonlyArray<number>): Found => {
  const { available, failed, item } = locate(model, path)
  if (item !== undefined) return { path, item }
  throw notFound({
    mode: "row",
    failedSegment: failed ?? -1,
    requestedRow: path[failed ?? -1] ?? -1,
    availableRows: available,
    partialPath: path.slice(0, failed ?? 0)
  })
}

const byTexts = (model: ItemModel, texts: ReadonlyArray<string>, column: number): Found => {
  const path: Array<number> = []
  let item: Item | undefined
  for (const [segment, text] of texts.entries()) {
    const rows = model.childrenOf(item)
    const row = rows.findIndex((each) => each.cells[column]?.display === text)
    if (row < 0) throw notFound({ mode: "text", failedSegment: segment, segmentText: text, partialPath: path })
    path.push(row)
    item = rows[row]
  }
  if (item === undefined) throw notFound({ mode: "text", failedSegment: -1, segmentText: "", partialPath: [] })
  return { path, item }
}

const unknownAction = (action: string, validActions: Array<string>): RpcError =>
  invalidParams(`Unknown action: ${action}`, { action, validActions })

const actOnCombo = (combo: ComboBox, path: ReadonlyArray<number>, column: number, action: string): void => {
  if (action === "edit") {
    const data = { path: [...path], editColumn: column }
    throw new RpcError(-32097, "QComboBox cells are not inline-editable", data)
  }
  if (!["select", "click", "doubleClick"].includes(action)) {
    throw unknownAction(action, ["select", "click", "doubleClick"])
  }
  combo.select(path[0] ?? -1)
}

const edit = (view: ItemView, { item, path }: Found, column: number, params: JsonObject): void => {
  const editColumn = "editColumn" in params ? toInt(params["editColumn"]) : column
  const columnCount = view.model?.columns ?? 0
  if (editColumn < 0 || editColumn >= columnCount) {
    const message = `editColumn ${editColumn} out of range (columnCount=${columnCount})`
    throw new RpcError(-32096, message, { editColumn, columnCount })
  }
  if (item.cells[editColumn]?.editable !== true) {
    throw new RpcError(-32097, "Cell is not editable", { path: [...path], editColumn })
  }
  view.edit({ path, column: editColumn })
}

const actOnView = (view: ItemView, found: Found, column: number, params: JsonObject, action: string): void => {
  if (params["expand"] !== false) view.reveal(found.path)
  if (params["scroll"] !== false) view.scrollTo(found.path)
  const index = { path: found.path, column }
  if (action === "edit") return edit(view, found, column, params)
  if (!["select", "click", "doubleClick"].includes(action)) {
    throw unknownAction(action, ["select", "click", "doubleClick", "edit"])
  }
  view.select(index)
  const line = view.lineOf(found.path)
  if (action === "select" || line === undefined) return
  const at = center(view.cellRect(line, column))
  const { viewport } = view.bars
  const local = { x: at.x - viewport.area.x, y: at.y - viewport.area.y }
  if (action === "doubleClick") doubleClick(viewport, local)
  else click(viewport, local, "left")
}

const modelIn = (object: QObject, objectId: string): ItemModel => {
  const model = object instanceof ItemView || object instanceof ComboBox ? object.model : undefined
  if (model !== undefined) return model
  const data = { objectId, className: object.className }
  throw new RpcError(-32093, "Object is not a view or combo box with a model", data)
}

const clickItem: Method = (params, context) => {
  const method = "qt.ui.clickItem"
  const { object, objectId } = objectParam(params, context, method)
  const byText = "itemPath" in params
  if (byText === ("path" in params)) throw invalidParams("Exactly one of 'path' or 'itemPath' is required", { method })
  const model = modelIn(object, objectId)
  const column = toInt(params["column"])
  if (column < 0 || column >= model.columns) {
    const columnCount = model.columns
    throw new RpcError(-32096, `Column ${column} out of range (columnCount=${columnCount})`, { column, columnCount })
  }
  const found = byText
    ? byTexts(model, toArray(params["itemPath"]).map((text) => toText(text)), column)
    : byRows(model, toArray(params["path"]).map((row) => toInt(row)))
  const action = toText(params["action"], "click")
  if (object instanceof ComboBox) actOnCombo(object, found.path, column, action)
  else if (object instanceof ItemView) actOnView(object, found, column, params, action)
  const extra = byText ? { itemPath: params["itemPath"] ?? [] } : {}
  return { objectId, result: { ...model.rowData(found.path, found.item, [0]), found: true, action, ...extra } }
}

export const clickItemMethods: MethodTable = { "qt.ui.clickItem": clickItem }

import { isWidget } from "../access/access.ts"
import type { AccessNode } from "../access/AccessNode.ts"
import type { Method, MethodTable } from "../rpc/Method.ts"
import { invalidParams, RpcError } from "../rpc/RpcError.ts"
import { Action } from "../toolkit/Action.ts"
import { ComboBox } from "../toolkit/ComboBox.ts"
import { center } from "../toolkit/Geometry.ts"
import { type Json, type JsonObject, toText } from "../toolkit/Json.ts"
import { click as mouseClick } from "../toolkit/Mouse.ts"
import { frontWindow } from "./cuTarget.ts"
import { refParam } from "./refs.ts"

const refIn = (params: JsonObject, method: string): string => {
  const ref = toText(params["ref"])
  if (ref === "") throw invalidParams("Missing required parameter: ref", { method })
  return ref
}

const clicked = (node: AccessNode): string => {
  if (node.press !== undefined) {
    node.press()
    return "accessibilityAction"
  }
  if (isWidget(node.object)) {
    // The middle of the whole widget: a wide check box is missed.
    const { height, width } = node.object.area
    mouseClick(node.object, center({ x: 0, y: 0, width, height }), "left")
    return "mouseClick"
  }
  return ""
}

const click: Method = (params, context) => {
  const ref = refIn(params, "chr.click")
  const node = refParam(ref, context)
  const method = clicked(node)
  if (method === "") {
    throw new RpcError(-32070, `Element ${ref} has no clickable interface`, { ref, role: node.role })
  }
  return { result: { clicked: true, ref, role: node.role, method } }
}

const chooseText = (combo: ComboBox, ref: string, value: Json | undefined): string => {
  const text = toText(value)
  const index = combo.texts.indexOf(text)
  if (index < 0) throw new RpcError(-32072, `ComboBox value not found: ${text}`, { ref, value: text })
  combo.select(index)
  return "comboBox"
}

const filled = (node: AccessNode, ref: string, value: Json | undefined): string => {
  if (node.object instanceof ComboBox) return chooseText(node.object, ref, value)
  if (typeof value === "boolean" && node.toggle !== undefined) {
    node.toggle(value)
    return "toggleAction"
  }
  if (typeof value === "string" && node.setText !== undefined) {
    node.setText(value)
    return "editableText"
  }
  if ((typeof value === "number" || typeof value === "string") && node.setValue !== undefined) {
    node.setValue(Number(value))
    return "valueInterface"
  }
  const message = `No supported input strategy for element ${ref} (role: ${node.role})`
  throw new RpcError(-32072, message, { ref, role: node.role })
}

const formInput: Method = (params, context) => {
  const ref = refIn(params, "chr.formInput")
  const strategy = filled(refParam(ref, context), ref, params["value"])
  return { result: { success: true, ref, strategy } }
}

const shortcuts: Record<string, ReadonlyArray<string>> = { back: ["Ctrl+Z"], forward: ["Ctrl+Y", "Ctrl+Shift+Z"] }
const validActions = ["activateTab", "activateMenuItem", "back", "forward"]

/** back and forward are undo and redo (probe protocol notes §7). */
const triggerShortcut: Method = (params, context) => {
  const action = toText(params["action"])
  const wanted = shortcuts[action] ?? []
  for (const object of frontWindow(context.app).descend()) {
    if (!(object instanceof Action) || !wanted.includes(object.shortcut)) continue
    object.trigger()
    return { result: { navigated: true, action } }
  }
  const hint = "Window does not have an undo/redo action with standard shortcut"
  throw new RpcError(-32075, `No ${action} action found in active window`, { action, hint })
}

const navigate: Method = (params, context) => {
  const action = toText(params["action"])
  const method = "chr.navigate"
  if (action === "") throw invalidParams("Missing required parameter: action", { method })
  if (shortcuts[action] !== undefined) return triggerShortcut(params, context)
  if (!validActions.includes(action)) {
    throw new RpcError(-32075, `Unknown navigate action: ${action}`, { action, validActions })
  }
  const ref = toText(params["ref"])
  if (ref === "") throw invalidParams(`Action '${action}' requires 'ref' parameter`, { method, action })
  const node = refParam(ref, context)
  if (node.press === undefined && !isWidget(node.object)) {
    throw new RpcError(-32075, `Element ${ref} has no action interface`, { ref, action })
  }
  node.press?.()
  return { result: { navigated: true, action, ref } }
}

/** The acting half of `chr.*`. */
export const chrActMethods: MethodTable = { "chr.click": click, "chr.formInput": formInput, "chr.navigate": navigate }

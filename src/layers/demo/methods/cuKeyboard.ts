import type { Context, Method, MethodTable } from "../rpc/Method.ts"
import { invalidParams, RpcError } from "../rpc/RpcError.ts"
import { toText } from "../toolkit/Json.ts"
import { pressKey, typeText } from "../toolkit/Keyboard.ts"
import { chromeKey } from "../toolkit/KeyNames.ts"
import type { Widget } from "../toolkit/Widget.ts"
import { succeeded } from "./cu.ts"

const focused = ({ app }: Context): Widget => {
  if (app.focus !== undefined) return app.focus
  throw new RpcError(-32062, "No widget has keyboard focus", { hint: "Click on a widget first to give it focus" })
}

const type: Method = (params, context) => {
  const text = toText(params["text"])
  if (text === "") throw invalidParams("Missing required parameter: text", { method: "cu.type" })
  const widget = focused(context)
  typeText(widget, text)
  return succeeded(params, context, widget.window)
}

const key: Method = (params, context) => {
  const combination = toText(params["key"])
  if (combination === "") throw invalidParams("Missing required parameter: key", { method: "cu.key" })
  const widget = focused(context)
  const stroke = chromeKey(combination)
  if (stroke === undefined) {
    const hint = "Use Chrome-style key names: ctrl+shift+s, Enter, ArrowUp, etc."
    throw new RpcError(-32063, `Failed to parse key combination: ${combination}`, { key: combination, hint })
  }
  pressKey(widget, stroke)
  return succeeded(params, context, widget.window)
}

export const cuKeyboardMethods: MethodTable = { "cu.type": type, "cu.key": key }

import type { Method, MethodTable } from "../rpc/Method.ts"
import { rectJson } from "../toolkit/Geometry.ts"
import { type JsonObject, toBool, toInt, toText } from "../toolkit/Json.ts"
import type { Widget } from "../toolkit/Widget.ts"

const describe = (window: Widget): JsonObject => ({
  windowTitle: window.text("windowTitle"),
  className: window.className,
  ...(window.objectName === "" ? {} : { objectName: window.objectName }),
  isActive: window === window.app.activeWindow,
  geometry: rectJson(window.area)
})

const tabsContext: Method = (_params, { app }) => {
  const windows = app.windows.filter((window) => window.visible).map(describe)
  return { result: { windows, count: windows.length } }
}

const readConsoleMessages: Method = (params, { app }) => {
  const limit = toInt(params["limit"])
  const messages = app.console.read(toText(params["pattern"]), toBool(params["onlyErrors"]), limit)
  if (toBool(params["clear"])) app.console.clear()
  return { result: { messages, count: messages.length } }
}

export const chrContextMethods: MethodTable = {
  "chr.tabsContext": tabsContext,
  "chr.readConsoleMessages": readConsoleMessages
}

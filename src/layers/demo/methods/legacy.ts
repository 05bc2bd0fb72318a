import type { Context, Method, MethodTable } from "../rpc/Method.ts"
import { type JsonObject, toArray, toBool, toInt, toText } from "../toolkit/Json.ts"
import type { QObject } from "../toolkit/QObject.ts"
import { info, invoke, listMethods, listProperties, listSignals, setProperty } from "../toolkit/Reflection.ts"
import { Widget } from "../toolkit/Widget.ts"
import { setLifecycle } from "./signals.ts"
import { tree } from "./tree.ts"
import { clickWidget, geometry, regionOf, sendKeysTo } from "./ui.ts"

/** Every failure here becomes -32603 "Internal error: …"; ids are paths only. */
const idOf = (params: JsonObject): string =>
  toText(params["id"]) === "" ? toText(params["objectId"]) : toText(params["id"])

const objectIn = (params: JsonObject, { app }: Context): QObject => {
  const object = app.registry.find(idOf(params))
  if (object === undefined) throw new Error(`Object not found: ${idOf(params)}`)
  return object
}

const widgetIn = (params: JsonObject, context: Context): Widget => {
  const object = objectIn(params, context)
  if (object instanceof Widget) return object
  throw new Error(`Object is not a widget: ${idOf(params)}`)
}

const within = (params: JsonObject, { app }: Context): Array<QObject> => {
  const root = app.registry.find(toText(params["root"]))
  return app.registry.all().filter((object) => root === undefined || object.isInside(root))
}

const findByName: Method = (params, context) => {
  const name = toText(params["name"])
  const found = within(params, context).find((object) => object.objectName === name)
  if (found === undefined) throw new Error(`Object not found: ${name}`)
  return { result: { id: context.app.registry.id(found) } }
}

const findByClass: Method = (params, context) => {
  const found = within(params, context).filter((object) => object.className === toText(params["className"]))
  return { result: { ids: found.map((object) => context.app.registry.id(object)) } }
}

const hitTest: Method = (params, { app }) => {
  const x = toInt(params["x"])
  const y = toInt(params["y"])
  const parentId = toText(params["parentId"])
  if (parentId === "") {
    const hit = app.widgetAt(x, y)
    return { result: { id: hit === undefined ? null : app.registry.id(hit) } }
  }
  const parent = app.registry.find(parentId)
  if (parent === undefined) throw new Error(`Parent object not found: ${parentId}`)
  if (!(parent instanceof Widget)) throw new Error("Parent is not a widget")
  return { result: { id: app.registry.id(parent.childAt(x, y) ?? parent) } }
}

const screenshot: Method = (params, context) => {
  const widget = widgetIn(params, context)
  const full = toBool(params["fullWindow"])
  const picture = full ? context.paint.window(widget) : context.paint.widget(widget, regionOf(params["region"]))
  return { result: { image: full && !widget.isWindow ? "" : picture.png } }
}

const acting = (run: (widget: Widget, params: JsonObject) => void): Method => (params, context) => {
  run(widgetIn(params, context), params)
  return { result: { success: true } }
}

const subscribe: Method = (params, { app }) => ({
  result: { subscriptionId: app.subscriptions.subscribe(toText(params["objectId"]), toText(params["signal"])) }
})

const unsubscribe: Method = (params, { app }) => {
  app.subscriptions.unsubscribe(toText(params["subscriptionId"]))
  return { result: { success: true } }
}

const assign: Method = (params, context) => {
  setProperty(objectIn(params, context), toText(params["name"]), params["value"] ?? null)
  return { result: { success: true } }
}

const members: Record<string, Method> = {
  echo: (params) => ({ result: params }),
  findByObjectName: findByName,
  findByClassName: findByClass,
  getObjectTree: (params, context) => ({
    result: tree(context.app.registry.find(toText(params["root"])), context.app, toInt(params["maxDepth"], -1))
  }),
  getObjectInfo: (params, context) => ({ result: info(objectIn(params, context)) }),
  listProperties: (params, context) => ({ result: listProperties(objectIn(params, context)) }),
  getProperty: (params, context) => ({ result: { value: objectIn(params, context).get(toText(params["name"])) } }),
  setProperty: assign,
  listMethods: (params, context) => ({ result: listMethods(objectIn(params, context)) }),
  invokeMethod: (params, context) => ({
    result: { result: invoke(objectIn(params, context), toText(params["method"]), toArray(params["args"])) }
  }),
  listSignals: (params, context) => ({ result: listSignals(objectIn(params, context)) }),
  subscribeSignal: subscribe,
  unsubscribeSignal: unsubscribe,
  setLifecycleNotifications: setLifecycle,
  click: acting(clickWidget),
  sendKeys: acting(sendKeysTo),
  screenshot,
  getGeometry: (params, context) => ({ result: geometry(widgetIn(params, context)) }),
  hitTest
}

/** The 23 unwrapped builtins under the generation's prefix (probe protocol notes §4). `echo` is the envelope's own. */
export const builtinMethods = (prefix: string, product: string): MethodTable => ({
  ping: () => ({ result: "pong" }),
  getVersion: () => ({ result: { name: product, protocol: "jsonrpc-2.0", version: "0.1.0" } }),
  getModes: () => ({ result: ["native", "computer_use", "chrome"] }),
  echo: (params) => ({ result: params }),
  ...Object.fromEntries(Object.entries(members).map(([name, method]) => [`${prefix}.${name}`, method]))
})

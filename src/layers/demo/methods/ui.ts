import type { Method, MethodTable } from "../rpc/Method.ts"
import { widgetParam } from "../rpc/Resolve.ts"
import { RpcError } from "../rpc/RpcError.ts"
import { center, type Point, type Rect, rect, rectJson } from "../toolkit/Geometry.ts"
import { isJsonObject, type Json, type JsonObject, toBool, toInt, toText } from "../toolkit/Json.ts"
import { pressKey, typeText } from "../toolkit/Keyboard.ts"
import { portableKey } from "../toolkit/KeyNames.ts"
import { click } from "../toolkit/Mouse.ts"
import type { MouseButton, Widget } from "../toolkit/Widget.ts"
import { done } from "./done.ts"

/** An unknown button is the left one. */
export const buttonOf = (value: Json | undefined): MouseButton =>
  value === "right" || value === "middle" ? value : "left"

/** (0, 0) means the centre (probe protocol notes §10). */
export const orCenter = (widget: Widget, at: Point): Point =>
  at.x === 0 && at.y === 0 ? center(rect(0, 0, widget.area.width, widget.area.height)) : at

export const clickWidget = (widget: Widget, params: JsonObject): void => {
  const position = params["position"]
  const at = isJsonObject(position) ? { x: toInt(position["x"]), y: toInt(position["y"]) } : { x: 0, y: 0 }
  click(widget, orCenter(widget, at), buttonOf(params["button"]))
}

/** Text first, then the sequence's first chord; unknown keys abort the app (probe protocol notes §9). */
export const sendKeysTo = (widget: Widget, params: JsonObject): void => {
  const text = toText(params["text"])
  const sequence = toText(params["sequence"])
  if (text !== "") typeText(widget, text)
  if (sequence === "") return
  const key = portableKey(sequence)
  if (key === undefined) widget.app.crash(`SIGABRT: QTest cannot press "${sequence}"`)
  widget.app.setFocus(widget, "other")
  pressKey(widget, key)
}

export const regionOf = (value: Json | undefined): Rect | undefined =>
  isJsonObject(value) && Object.keys(value).length > 0
    ? rect(toInt(value["x"]), toInt(value["y"]), toInt(value["width"]), toInt(value["height"]))
    : undefined

export const geometry = (widget: Widget): JsonObject => ({
  local: rectJson(widget.area),
  global: rectJson(widget.global()),
  devicePixelRatio: 1
})

const uiClick: Method = (params, context) => {
  const { object, objectId } = widgetParam(params, context, "qt.ui.click")
  clickWidget(object, params)
  return { objectId, result: done(context) }
}

const sendKeys: Method = (params, context) => {
  const { object, objectId } = widgetParam(params, context, "qt.ui.sendKeys")
  sendKeysTo(object, params)
  return { objectId, result: done(context) }
}

const screenshot: Method = (params, context) => {
  const { object, objectId } = widgetParam(params, context, "qt.ui.screenshot")
  const full = toBool(params["fullWindow"])
  // A child has no native window to grab: the offscreen platform yields an empty picture.
  const image = full && !object.isWindow ? "" : full
    ? context.paint.window(object).png
    : context.paint.widget(object, regionOf(params["region"])).png
  return { objectId, result: { image } }
}

const uiGeometry: Method = (params, context) => {
  const { object, objectId } = widgetParam(params, context, "qt.ui.geometry")
  return { objectId, result: geometry(object) }
}

const hitTest: Method = (params, { app }) => {
  const x = toInt(params["x"])
  const y = toInt(params["y"])
  const widget = app.widgetAt(x, y)
  if (widget === undefined) throw new RpcError(-32001, `No widget found at point (${x}, ${y})`, { x, y })
  return { result: { objectId: app.registry.id(widget), className: widget.className } }
}

export const uiMethods: MethodTable = {
  "qt.ui.click": uiClick,
  "qt.ui.sendKeys": sendKeys,
  "qt.ui.screenshot": screenshot,
  "qt.ui.geometry": uiGeometry,
  "qt.ui.hitTest": hitTest
}

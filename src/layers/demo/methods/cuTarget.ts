import type { Context } from "../rpc/Method.ts"
import { RpcError } from "../rpc/RpcError.ts"
import type { Application } from "../toolkit/Application.ts"
import { contains, rect } from "../toolkit/Geometry.ts"
import { type JsonObject, toBool, toInt } from "../toolkit/Json.ts"
import { type Target, targetAt } from "../toolkit/Mouse.ts"
import type { Widget } from "../toolkit/Widget.ts"
import { orCenter } from "./ui.ts"

/** The active window, else the first visible one. */
export const frontWindow = (app: Application): Widget => {
  const window = app.front()
  if (window !== undefined) return window
  throw new RpcError(-32060, "No active Qt window found", { hint: "Ensure the application has a visible window" })
}

const size = (window: Widget): string => `window size (${window.area.width} x ${window.area.height})`

const insideWindow = (window: Widget, x: number, y: number): boolean =>
  contains(rect(0, 0, window.area.width, window.area.height), x, y)

const absolute = (app: Application, x: number, y: number): Target => {
  const widget = app.widgetAt(x, y)
  if (widget === undefined) {
    const message = `No widget found at screen coordinates (${x}, ${y})`
    throw new RpcError(-32061, message, { x, y, screenAbsolute: true })
  }
  const origin = widget.origin()
  return { widget, at: { x: x - origin.x, y: y - origin.y } }
}

/** Where a `cu.*` action lands; (0, 0) of a widget means its centre. Remembers the virtual cursor. */
export const cuTarget = (params: JsonObject, { app }: Context): Target => {
  const window = frontWindow(app)
  const x = toInt(params["x"])
  const y = toInt(params["y"])
  if (toBool(params["screenAbsolute"])) {
    const target = absolute(app, x, y)
    app.cursor = { x, y }
    return { widget: target.widget, at: orCenter(target.widget, target.at) }
  }
  if (!insideWindow(window, x, y)) {
    const { height: windowHeight, width: windowWidth } = window.area
    const message = `Coordinates (${x}, ${y}) out of bounds for ${size(window)}`
    throw new RpcError(-32061, message, { x, y, windowWidth, windowHeight })
  }
  app.cursor = { x: window.area.x + x, y: window.area.y + y }
  const { at, widget } = targetAt(window, x, y)
  return { widget, at: orCenter(widget, at) }
}

/** One end of a drag in window coordinates. */
export const dragEnd = (window: Widget, params: JsonObject, which: "start" | "end"): { x: number; y: number } => {
  const shift = toBool(params["screenAbsolute"]) ? window.area : { x: 0, y: 0 }
  const x = toInt(params[`${which}X`]) - shift.x
  const y = toInt(params[`${which}Y`]) - shift.y
  if (insideWindow(window, x, y)) return { x, y }
  throw new RpcError(-32061, `${which} coordinates (${x}, ${y}) out of bounds for ${size(window)}`, { x, y, which })
}

import type { Answer, Context, Method, MethodTable } from "../rpc/Method.ts"
import { invalidParams } from "../rpc/RpcError.ts"
import { type JsonObject, toBool, toInt, toText } from "../toolkit/Json.ts"
import { click, doubleClick, move, press, release, type Target, targetAt, wheel } from "../toolkit/Mouse.ts"
import type { MouseButton, Widget } from "../toolkit/Widget.ts"
import { cuTarget, dragEnd, frontWindow } from "./cuTarget.ts"
import { buttonOf, orCenter, regionOf } from "./ui.ts"

/** `{success:true}` with a picture of the window when asked for. */
export const succeeded = (params: JsonObject, context: Context, window: Widget): Answer => ({
  result: {
    success: true,
    ...(toBool(params["include_screenshot"]) ? { screenshot: context.paint.window(window).png } : {})
  }
})

/** An action at a point. `delay_ms` sleeps first, with the whole application. */
const pointing = (act: (target: Target, params: JsonObject) => void, delays = true): Method => (params, context) => {
  const window = frontWindow(context.app)
  const wake = (): Answer => {
    act(cuTarget(params, context), params)
    return succeeded(params, context, window)
  }
  const sleep = delays ? toInt(params["delay_ms"]) : 0
  return sleep > 0 ? { sleep, wake } : wake()
}

const clicking = (button?: MouseButton): Method =>
  pointing(({ at, widget }, params) => click(widget, at, button ?? buttonOf(params["button"])))

const mouseMove: Method = (params, context) => {
  const window = frontWindow(context.app)
  if (toBool(params["screenAbsolute"])) context.app.cursor = { x: toInt(params["x"]), y: toInt(params["y"]) }
  else {
    cuTarget(params, context)
    move(window, { x: toInt(params["x"]), y: toInt(params["y"]) })
  }
  return succeeded(params, context, window)
}

const drag: Method = (params, context) => {
  const window = frontWindow(context.app)
  const start = dragEnd(window, params, "start")
  const end = dragEnd(window, params, "end")
  const from = targetAt(window, start.x, start.y)
  press(from.widget, from.at, "left")
  move(window, end)
  const to = targetAt(window, end.x, end.y)
  release(to.widget, to.at, "left")
  context.app.cursor = { x: window.area.x + end.x, y: window.area.y + end.y }
  return succeeded(params, context, window)
}

const steps: Record<string, readonly [number, number]> = { up: [0, 1], down: [0, -1], left: [1, 0], right: [-1, 0] }

const scroll: Method = (params, context) => {
  const window = frontWindow(context.app)
  const direction = toText(params["direction"])
  const method = "cu.scroll"
  if (direction === "") throw invalidParams("Missing required parameter: direction", { method })
  const { widget } = cuTarget(params, context)
  const step = steps[direction]
  if (step === undefined) {
    const message = `Invalid direction: ${direction} (expected: up, down, left, right)`
    throw invalidParams(message, { direction, method })
  }
  const amount = toInt(params["amount"], 3)
  wheel(widget, step[0] * amount, step[1] * amount)
  return succeeded(params, context, window)
}

const screenshot: Method = (params, { app, paint }) => {
  const window = frontWindow(app)
  const region = regionOf(params["region"])
  const picture = toBool(params["fullScreen"])
    ? paint.screen()
    : region === undefined
    ? paint.window(window)
    : paint.widget(window, region)
  return { result: { image: picture.png, width: picture.width, height: picture.height } }
}

const cursorPosition: Method = (_params, { app }) => {
  const window = frontWindow(app)
  const { x, y } = app.cursor ?? { x: 0, y: 0 }
  const widget = app.widgetAt(x, y)
  return {
    result: {
      x: x - window.area.x,
      y: y - window.area.y,
      screenX: x,
      screenY: y,
      widgetId: widget === undefined ? "" : app.registry.id(widget),
      className: widget?.className ?? "",
      virtual: app.cursor !== undefined
    }
  }
}

/** `cu.*` apart from the keyboard. */
export const cuMethods: MethodTable = {
  "cu.screenshot": screenshot,
  "cu.click": clicking(),
  "cu.rightClick": clicking("right"),
  "cu.middleClick": clicking("middle"),
  "cu.doubleClick": pointing(({ at, widget }) => doubleClick(widget, at)),
  "cu.mouseMove": mouseMove,
  "cu.mouseDown": pointing(
    ({ at, widget }, params) => press(widget, orCenter(widget, at), buttonOf(params["button"])),
    false
  ),
  "cu.mouseUp": pointing(
    ({ at, widget }, params) => release(widget, orCenter(widget, at), buttonOf(params["button"])),
    false
  ),
  "cu.drag": drag,
  "cu.scroll": scroll,
  "cu.cursorPosition": cursorPosition
}

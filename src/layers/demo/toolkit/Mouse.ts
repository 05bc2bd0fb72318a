import { contains, type Point } from "./Geometry.ts"
import { Menu } from "./Menu.ts"
import type { MouseButton, Widget } from "./Widget.ts"

const captured = (widget: Widget, type: string, at: Point, button: MouseButton): void => {
  const origin = widget.origin()
  const globalPos = { x: origin.x + at.x, y: origin.y + at.y }
  widget.app.captured(widget, type, { button, pos: { x: at.x, y: at.y }, globalPos })
}

const reachable = (widget: Widget): boolean => widget.visible && !widget.app.blocked(widget.window)

export const press = (widget: Widget, at: Point, button: MouseButton, double = false): void => {
  if (!reachable(widget)) return
  const { app } = widget
  if (
    !(widget.window instanceof Menu) && app.popups().some((menu) => !widget.isInside(menu) && !menu.isInside(widget))
  ) {
    app.closePopups()
  }
  app.raise(widget.window)
  if (!widget.enabled) return
  const target = widget.focusTarget
  if (target !== undefined) app.setFocus(target, "mouse")
  captured(widget, double ? "MouseButtonDblClick" : "MouseButtonPress", at, button)
  app.grabber = widget
  widget.mousePress({ x: at.x, y: at.y, button, double })
}

export const release = (widget: Widget, at: Point, button: MouseButton): void => {
  if (widget.destroyed || !reachable(widget) || !widget.enabled) return
  captured(widget, "MouseButtonRelease", at, button)
  widget.app.grabber = undefined
  widget.mouseRelease({ x: at.x, y: at.y, button, double: false })
}

/** QTest::mouseClick: a press and a release on one widget. */
export const click = (widget: Widget, at: Point, button: MouseButton): void => {
  press(widget, at, button)
  release(widget, at, button)
}

/** QTest::mouseDClick: click, then the double press and its release. */
export const doubleClick = (widget: Widget, at: Point): void => {
  click(widget, at, "left")
  if (widget.destroyed) return
  press(widget, at, "left", true)
  release(widget, at, "left")
}

/** A move in window coordinates; drags whatever is being pressed. */
export const move = (window: Widget, at: Point): void => {
  const { grabber } = window.app
  if (grabber === undefined || grabber.destroyed) return
  const area = grabber.inWindow()
  grabber.mouseDrag({ x: at.x - area.x, y: at.y - area.y, button: "left", double: false })
}

/** The wheel goes up the parents until one uses it. */
export const wheel = (widget: Widget, dx: number, dy: number): void => {
  for (let at: Widget | undefined = widget; at !== undefined; at = at.parentWidget) {
    if (at.enabled && at.wheel(dx, dy)) return
  }
}

export interface Target {
  readonly widget: Widget
  readonly at: Point
}

/** The widget a window coordinate means: an open popup lying there, else the deepest child, else the window. */
export const targetAt = (window: Widget, x: number, y: number): Target => {
  const global = { x: window.area.x + x, y: window.area.y + y }
  const popup = window.app.popups().findLast((menu) => contains(menu.area, global.x, global.y))
  if (popup !== undefined) return { widget: popup, at: { x: global.x - popup.area.x, y: global.y - popup.area.y } }
  const widget = window.childAt(x, y) ?? window
  const area = widget === window ? { x: 0, y: 0 } : widget.inWindow()
  return { widget, at: { x: x - area.x, y: y - area.y } }
}

import { type Canvas, make } from "../canvas/Canvas.ts"
import type { Paint, Picture } from "../rpc/Paint.ts"
import { type Application, screen } from "../toolkit/Application.ts"
import { moved, type Point, type Rect, rect } from "../toolkit/Geometry.ts"
import type { Widget } from "../toolkit/Widget.ts"
import { paintWidget } from "./paintWidget.ts"
import { theme } from "./theme.ts"

/** The largest side painted for real; larger regions are mostly empty and only cost memory. */
const longest = 4096

const tree = (canvas: Canvas, widget: Widget, at: Point): void => {
  const area = rect(at.x, at.y, widget.area.width, widget.area.height)
  canvas.clip(area.x, area.y, area.width, area.height, () => {
    paintWidget(canvas, widget, area)
    for (const child of widget.childWidgets()) {
      if (child.shown) tree(canvas, child, { x: at.x + child.area.x, y: at.y + child.area.y })
    }
  })
}

const picture = (area: Rect, background: number, draw: (canvas: Canvas) => void): Picture => {
  if (area.width <= 0 || area.height <= 0) return { png: "", width: 0, height: 0 }
  const canvas = make(Math.min(area.width, longest), Math.min(area.height, longest), background)
  draw(canvas)
  return { png: Buffer.from(canvas.png()).toString("base64"), width: canvas.width, height: canvas.height }
}

/** Draws the application's windows in stacking order, dialogs and menus on top. */
export const makePaint = (app: Application): Paint => {
  const windows = (canvas: Canvas, origin: Point, from: ReadonlyArray<Widget>): void => {
    for (const window of from) {
      if (window.visible) tree(canvas, window, moved(window.area, { x: -origin.x, y: -origin.y }))
    }
  }
  return {
    widget: (widget, region = rect(0, 0, widget.area.width, widget.area.height)) =>
      picture(region, theme.window, (canvas) => tree(canvas, widget, { x: -region.x, y: -region.y })),
    window: (window) =>
      picture(
        window.area,
        theme.window,
        (canvas) => windows(canvas, window.area, app.windows.slice(app.windows.indexOf(window)))
      ),
    screen: () => picture(screen, theme.desktop, (canvas) => windows(canvas, screen, app.windows))
  }
}

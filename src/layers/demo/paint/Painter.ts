import { make } from "../canvas/Canvas.ts"
import type { Paint, Picture } from "../rpc/Paint.ts"
import { type Application, screen } from "../toolkit/Application.ts"
import { rect } from "../toolkit/Geometry.ts"

const blank = (width: number, height: number): Picture => {
  if (width <= 0 || height <= 0) return { png: "", width: 0, height: 0 }
  return { png: Buffer.from(make(width, height, 0xf0f0f0).png()).toString("base64"), width, height }
}

export const makePaint = (_app: Application): Paint => ({
  widget: (widget, region) => {
    const { height, width } = region ?? rect(0, 0, widget.area.width, widget.area.height)
    return blank(width, height)
  },
  window: (window) => blank(window.area.width, window.area.height),
  screen: () => blank(screen.width, screen.height)
})

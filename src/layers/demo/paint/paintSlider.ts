import type { Canvas } from "../canvas/Canvas.ts"
import type { Rect } from "../toolkit/Geometry.ts"
import type { Slider } from "../toolkit/Slider.ts"
import { theme } from "./theme.ts"

const share = (slider: Slider): number => {
  const low = slider.int("minimum")
  return (slider.int("value") - low) / Math.max(1, slider.int("maximum") - low)
}

const paintScrollBar = (canvas: Canvas, slider: Slider, area: Rect): void => {
  canvas.fillRect(area.x, area.y, area.width, area.height, theme.header)
  const page = Math.max(1, slider.int("pageStep"))
  const length = slider.vertical ? area.height : area.width
  const handle = Math.max(20, Math.floor((length * page) / (page + slider.int("maximum"))))
  const at = Math.floor((length - handle) * share(slider))
  if (slider.vertical) canvas.roundRect(area.x + 2, area.y + at, area.width - 4, handle, 4, theme.border)
  else canvas.roundRect(area.x + at, area.y + 2, handle, area.height - 4, 4, theme.border)
}

export const paintSlider = (canvas: Canvas, slider: Slider, area: Rect): void => {
  if (slider.className === "QScrollBar") return paintScrollBar(canvas, slider, area)
  const y = area.y + Math.floor(area.height / 2)
  const x = area.x + 6 + Math.round((area.width - 12) * share(slider))
  canvas.roundRect(area.x, y - 2, area.width, 5, 2, theme.base, theme.border)
  canvas.fillRect(area.x, y - 1, x - area.x, 3, theme.accent)
  canvas.roundRect(
    x - 6,
    area.y + 2,
    12,
    area.height - 4,
    4,
    theme.button,
    slider.focused ? theme.accent : theme.border
  )
}

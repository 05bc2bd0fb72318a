import type { Json, JsonObject } from "./Json.ts"

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Rect extends Point {
  readonly width: number
  readonly height: number
}

export const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height })

export const contains = (area: Rect, x: number, y: number): boolean =>
  x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height

/** QRect::center, which rounds down because right = x + width - 1. */
export const center = (area: Rect): Point => ({
  x: area.x + Math.floor((area.width - 1) / 2),
  y: area.y + Math.floor((area.height - 1) / 2)
})

export const rectJson = (area: Rect): JsonObject => ({
  x: area.x,
  y: area.y,
  width: area.width,
  height: area.height
})

export const moved = (area: Rect, by: Point): Rect => rect(area.x + by.x, area.y + by.y, area.width, area.height)

/** The properties of a widget that only say where it is. */
export const geometryProperty = (area: Rect, name: string): Json | undefined => {
  const { height, width, x, y } = area
  switch (name) {
    case "geometry":
    case "frameGeometry":
      return rectJson(area)
    case "rect":
      return rectJson(rect(0, 0, width, height))
    case "pos":
      return { x, y }
    case "size":
    case "frameSize":
    case "sizeHint":
      return { width, height }
    case "x":
      return x
    case "y":
      return y
    case "width":
      return width
    case "height":
      return height
    default:
      return undefined
  }
}

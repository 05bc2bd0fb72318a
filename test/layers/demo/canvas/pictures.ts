import type { Canvas } from "../../../../src/layers/demo/canvas/Canvas.ts"
import { readPng } from "./readPng.ts"

/** The picture as text, one row each: `#` for `ink`, `.` for all else. */
export const inked = (canvas: Canvas, ink: number): ReadonlyArray<string> => {
  const picture = readPng(canvas.png())
  return Array.from(
    { length: picture.height },
    (_, y) => Array.from({ length: picture.width }, (_, x) => picture.at(x, y) === ink ? "#" : ".").join("")
  )
}

/** The colours of the picture, row by row. */
export const colors = (canvas: Canvas): ReadonlyArray<ReadonlyArray<number>> => {
  const picture = readPng(canvas.png())
  return Array.from(
    { length: picture.height },
    (_, y) => Array.from({ length: picture.width }, (_, x) => picture.at(x, y))
  )
}

import * as Effect from "effect/Effect"
import { Refs } from "../../services/Refs.ts"
import * as Image from "../image.ts"
import * as Param from "../params.ts"
import { connection } from "../probe/ask.ts"
import { geometry, hitTest, screenshot } from "../probe/geometry.ts"
import type { Rectangle } from "../probe/Rectangle.ts"
import { onTarget } from "../probe/targets.ts"
import { formatValue } from "../text/values.ts"
import { make, text } from "../tool.ts"

const rounded = (region: Rectangle) => ({
  x: Math.round(region.x),
  y: Math.round(region.y),
  width: Math.round(region.width),
  height: Math.round(region.height)
})

export const geometryTools = [
  make({
    name: "qt_ui_screenshot",
    kind: "read",
    about: "Picture of a widget.",
    params: {
      objectId: Param.objectId,
      fullWindow: Param.flag("its native window"),
      region: Param.region,
      ...Image.params
    },
    wire: ["qt.ui.screenshot"],
    run: Effect.fn("qt_ui_screenshot")(function*({ fullWindow, objectId, region, ...options }) {
      const params = {
        ...(fullWindow === undefined ? {} : { fullWindow }),
        ...(region === undefined ? {} : { region: rounded(region) })
      }
      const { image } = yield* onTarget(objectId, ({ id }) => screenshot({ ...params, objectId: id }))
      return yield* Image.image(image, `screenshot of ${objectId}`, options)
    })
  }),
  make({
    name: "qt_ui_geometry",
    kind: "read",
    about: "Place of a widget in its parent and on the screen.",
    params: { objectId: Param.objectId },
    wire: ["qt.ui.geometry"],
    run: Effect.fn("qt_ui_geometry")(function*({ objectId }) {
      const found = yield* onTarget(objectId, ({ id }) => geometry({ objectId: id }))
      return text(
        `in parent ${formatValue(found.local)}, on screen ${
          formatValue(found.global)
        }, pixel ratio ${found.devicePixelRatio}`,
        { ...found }
      )
    })
  }),
  make({
    name: "qt_ui_hitTest",
    kind: "read",
    about: "Widget at a point of the screen.",
    params: { x: Param.number("screen x"), y: Param.number("screen y") },
    wire: ["qt.ui.hitTest"],
    run: Effect.fn("qt_ui_hitTest")(function*({ x, y }) {
      const found = yield* hitTest({ x: Math.round(x), y: Math.round(y) })
      const refs = yield* Refs
      const ref = refs.issue(yield* connection, {
        id: found.objectId,
        path: found.objectId,
        className: found.className
      })
      return text(`${ref} ${found.className}`, { ref, ...found })
    })
  })
]

import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask, connection } from "../probe/ask.ts"
import type { Point } from "../probe/coordinates.ts"
import { inspect } from "../probe/inspect.ts"
import { shownWindows } from "../probe/windows.ts"
import type { Place } from "./points.ts"

/** The widget at a place. */
export interface Hit {
  /** An id of the probe. */
  readonly id: string
  /** `QPushButton submitButton` */
  readonly name: string
  readonly isButton: boolean
}

const hitTest = ask("qt.ui.hitTest", Schema.Struct({ objectId: Schema.String, className: Schema.String }))

/** The window whose coordinates the cu methods take: the active one, else the first that is shown (§6). */
export const frontWindow = Effect.map(
  shownWindows,
  (windows) => windows.find((window) => window.isActive) ?? windows[0]
)

const onScreen = Effect.fnUntraced(function*({ screenAbsolute = false, x, y }: Place) {
  if (screenAbsolute) return { x, y }
  const frame = (yield* frontWindow)?.geometry
  if (frame === undefined || x >= frame.width || y >= frame.height) return undefined
  const point: Point = { x: frame.x + x, y: frame.y + y }
  return point
})

/** The wire methods of `hitAt`. */
export const hitting = {
  newest: ["chr.tabsContext", "qt.ui.hitTest", "qt.objects.inspect"],
  seed: ["chr.tabsContext", "qt.ui.hitTest", "qt.objects.info"]
} as const

const seen = Effect.fn("Hit.seen")(function*(place: Place) {
  const point = yield* onScreen(place)
  if (point === undefined) return undefined
  const { className, objectId } = yield* hitTest({ ...point })
  const { info } = yield* inspect(objectId, ["info"])
  const hit: Hit = {
    id: objectId,
    name: [className, info?.objectName ?? "", info?.enabled === false ? "disabled" : ""]
      .filter((part) => part !== "").join(" "),
    isButton: [className, ...(info?.superClasses ?? [])].includes("QAbstractButton")
  }
  return hit
})

/** The widget at a place in whole pixels, or undefined where the application cannot tell. Connects first. */
export const hitAt = (place: Place) => Effect.andThen(connection, Effect.orElseSucceed(seen(place), () => undefined))

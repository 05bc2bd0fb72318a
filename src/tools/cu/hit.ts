import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask, connection } from "../probe/ask.ts"
import type { Point } from "../probe/coordinates.ts"
import { inspect } from "../probe/inspect.ts"
import { type ShownWindow, shownWindows } from "../probe/windows.ts"
import type { Place } from "./points.ts"

/** The widget at a place. */
export interface Hit {
  /** An id of the probe. */
  readonly id: string
  /** `QPushButton submitButton` */
  readonly name: string
  readonly isButton: boolean
  /** The point of the screen where an open menu or list covers the window: the probe would click what is below it. */
  readonly popupAt: Point | undefined
}

const hitTest = ask("qt.ui.hitTest", Schema.Struct({ objectId: Schema.String, className: Schema.String }))

const front = (windows: ReadonlyArray<ShownWindow>) => windows.find((window) => window.isActive) ?? windows[0]

/** The window whose coordinates the cu methods take: the active one, else the first that is shown (§6). */
export const frontWindow = Effect.map(shownWindows, front)

const onScreen = ({ screenAbsolute = false, x, y }: Place, window: ShownWindow | undefined): Point | undefined => {
  if (screenAbsolute) return { x, y }
  const frame = window?.geometry
  return frame === undefined || x >= frame.width || y >= frame.height ? undefined : { x: frame.x + x, y: frame.y + y }
}

const isPopupAt = ({ x, y }: Point) => ({ className, geometry, isActive }: ShownWindow): boolean =>
  !isActive && /^QMenu$|PrivateContainer$/.test(className) && geometry !== undefined &&
  x >= geometry.x && y >= geometry.y && x < geometry.x + geometry.width && y < geometry.y + geometry.height

/** The wire methods of `hitAt`. */
export const hitting = {
  newest: ["chr.tabsContext", "qt.ui.hitTest", "qt.objects.inspect"],
  seed: ["chr.tabsContext", "qt.ui.hitTest", "qt.objects.info"]
} as const

const seen = Effect.fn("Hit.seen")(function*(place: Place) {
  const windows = yield* shownWindows
  const point = onScreen(place, front(windows))
  if (point === undefined) return undefined
  const { className, objectId } = yield* hitTest({ ...point })
  const { info } = yield* inspect(objectId, ["info"])
  const hit: Hit = {
    id: objectId,
    name: [className, info?.objectName ?? "", info?.enabled === false ? "disabled" : ""]
      .filter((part) => part !== "").join(" "),
    isButton: [className, ...(info?.superClasses ?? [])].includes("QAbstractButton"),
    popupAt: windows.some(isPopupAt(point)) ? point : undefined
  }
  return hit
})

/** The widget at a place in whole pixels, or undefined where the application cannot tell. Connects first. */
export const hitAt = (place: Place) => Effect.andThen(connection, Effect.orElseSucceed(seen(place), () => undefined))

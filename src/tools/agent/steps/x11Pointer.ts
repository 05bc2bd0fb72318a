import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../../services/ProbeError.ts"
import { ActionTold } from "../../../services/WireAction.ts"
import { type ScreenPoint, X11Input } from "../../../services/X11Input.ts"
import { ask } from "../../probe/ask.ts"
import { callOn } from "../../probe/targets.ts"
import type { Screen } from "../../screen/Screen.ts"

const geometry = ask("qt.ui.geometry", Schema.Struct({ devicePixelRatio: Schema.Finite }))

/**
 * Windows of other applications on the display would take the input, so the own one comes to the front first; not while
 * a menu is open, which it would cover.
 */
export const raise = (screen: Screen) =>
  callOn("qt.methods.invoke", screen.root.id ?? "", { method: "raise", args: [] })

const devicePixels = Effect.fnUntraced(function*(screen: Screen) {
  const { devicePixelRatio } = yield* geometry({ objectId: screen.root.id ?? "" })
  return (point: ScreenPoint): ScreenPoint => ({ x: point.x * devicePixelRatio, y: point.y * devicePixelRatio })
})

/** The X server is another way to act, and told of as the probe's are. */
const told = Effect.fnUntraced(function*(method: string, { x, y }: ScreenPoint, to?: ScreenPoint) {
  yield* (yield* ActionTold)({ method, x, y, on: "screen", ...(to === undefined ? {} : { toX: to.x, toY: to.y }) })
})

const refused = Effect.mapError((error: { readonly message: string }) => new Refused({ reason: error.message }))

/** Clicks a point of the screen, in logical pixels, with the pointer of the X server. `raise` comes first. */
export const x11Click = Effect.fn("X11.click")(
  function*(screen: Screen, at: ScreenPoint, { button = "left", times = 1 }: {
    readonly button?: "left" | "right"
    readonly times?: number
  } = {}) {
    const x11 = yield* X11Input
    const { x, y } = (yield* devicePixels(screen))(at)
    yield* told("x11.click", at)
    yield* refused(x11.click(x, y, button, times))
  }
)

export const x11Drag = Effect.fn("X11.drag")(function*(screen: Screen, from: ScreenPoint, to: ScreenPoint) {
  const x11 = yield* X11Input
  yield* raise(screen)
  const pixels = yield* devicePixels(screen)
  yield* told("x11.drag", from, to)
  yield* refused(x11.drag(pixels(from), pixels(to)))
})

const keyNames: Readonly<Record<string, string>> = {
  control: "ctrl",
  meta: "super",
  esc: "Escape",
  escape: "Escape",
  enter: "Return",
  return: "Return",
  backtab: "ISO_Left_Tab",
  backspace: "BackSpace",
  ins: "Insert",
  del: "Delete",
  pgup: "Prior",
  pgdown: "Next",
  space: "space",
  "-": "minus",
  "=": "equal",
  "[": "bracketleft",
  "]": "bracketright",
  ";": "semicolon",
  "'": "apostrophe",
  ",": "comma",
  ".": "period",
  "/": "slash",
  "\\": "backslash",
  "`": "grave"
}

/** `Ctrl+Shift+PgUp` as X writes it. */
export const x11Chord = (sequence: string): string =>
  sequence.split("+").map((part) => part.trim().toLowerCase()).map((part) =>
    keyNames[part] ??
      (/^f\d+$/.test(part)
        ? part.toUpperCase()
        : part.length === 1 || ["ctrl", "shift", "alt"].includes(part)
        ? part
        : `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`)
  ).join("+")

/** Presses a chord; it reaches the window that has the focus of the display, which is checked by the caller. */
export const x11Key = Effect.fn("X11.key")(function*(sequence: string) {
  const x11 = yield* X11Input
  yield* refused(x11.key(x11Chord(sequence)))
})

import * as Effect from "effect/Effect"
import { Refused } from "../../../services/ProbeError.ts"
import { X11Input } from "../../../services/X11Input.ts"
import { platformName, qtMajor } from "../../probe/qt.ts"
import type { TargetError } from "../../probe/targets.ts"
import { shownWindows, windowName } from "../../probe/windows.ts"
import { windowNames } from "../../screen/diff.ts"
import type { Screen } from "../../screen/Screen.ts"

/**
 * How input can be given that may open a dialog: by the wire on Qt 5, whose connection lives on under one; from outside
 * on Qt 6, which a request that opens one deafens (probe protocol notes §9, §18).
 */
export type Reach = "wire" | "x11" | "none"

/** Whether the application is on an X display that this bridge can send input to. */
export const hasX11 = Effect.gen(function*() {
  const x11 = yield* X11Input
  return (yield* x11.isAvailable) && (yield* platformName) === "xcb"
})

export const reachOf = Effect.fn("Steps.reachOf")(function*(screen: Screen) {
  if ((yield* qtMajor(screen.root.id ?? "")) === 5) return "wire" satisfies Reach
  return (yield* hasX11) ? "x11" satisfies Reach : "none" satisfies Reach
})

/** What would have to be done is left undone, with what a person can change. */
export const outOfReach = (what: string, instead: string) =>
  new Refused({
    reason:
      `${what} may open a dialog, and on Qt 6 a request that opens one deafens the connection until a person closes it. Nothing was done: there is no X11 input (the application runs without an X display, or xdotool is not installed, or --x11-input is off). Run the application on X11, also under Xvfb, with xdotool installed, or let a person do it. ${instead}`
  })

const pause = "60 millis"

/** Ends when a window is there that was not. */
const opened = Effect.fnUntraced(function*(before: Screen) {
  const known = windowNames(before)
  for (;;) {
    yield* Effect.sleep(pause)
    if ((yield* shownWindows).some((window) => !known.includes(windowName(window)))) return
  }
})

/**
 * Sends a request that may open a dialog, which on Qt 5 is answered when the dialog closes: a new window ends the wait
 * too. Asking meanwhile also shows that the application lives.
 */
export const untilOpened = <A, R>(before: Screen, action: Effect.Effect<A, TargetError, R>) =>
  Effect.raceFirst(Effect.asVoid(action), opened(before))

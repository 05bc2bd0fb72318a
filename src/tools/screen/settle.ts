import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { look } from "./look.ts"
import { screenLines } from "./outline.ts"
import type { Screen } from "./Screen.ts"

const pause = "40 millis"
const longest = 1500

const signature = (screen: Screen): string => screenLines(screen, { rows: 200 }).join("\n")

export interface SettleOptions {
  /** Do not call it quiet before this: some effects come later than the answer (`animateClick`: 100 ms). */
  readonly atLeast?: number
  /** Milliseconds after which it is taken as it is. */
  readonly atMost?: number
}

/** Waits until two looks in a row show the same, and gives the last. Not quiet within the limit is a result too. */
export const settle = Effect.fn("Screen.settle")(function*({ atLeast = 0, atMost = longest }: SettleOptions = {}) {
  const started = yield* Clock.currentTimeMillis
  let screen = yield* look()
  let before = signature(screen)
  for (;;) {
    yield* Effect.sleep(pause)
    screen = yield* look()
    const now = signature(screen)
    const spent = (yield* Clock.currentTimeMillis) - started
    const isQuiet = now === before && spent >= atLeast
    if (isQuiet || spent >= atMost) return { screen, isQuiet }
    before = now
  }
})

const noWindow = -32060

/** Whether an action may have ended the application, or closed its last window. */
export const isEnd = (error: { readonly _tag: string; readonly code?: number }): boolean =>
  error._tag === "Disconnected" || error._tag === "NotConnected" ||
  (error._tag === "ProbeFault" && error.code === noWindow)

export const ended = "the application shows no window any more; it may have ended"

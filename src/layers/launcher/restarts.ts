import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Ended } from "../../services/Launcher.ts"

/** Crashes within so many milliseconds after which a target is not started again by itself. */
const most = 3
const within = 60_000

const isCrash = ({ code, signal }: Ended): boolean => signal !== undefined || (code !== undefined && code !== 0)

/** Decides whether a target that ended is started again: one that crashed, and not too often. */
export const makeRestarts = (relaunch: boolean) => {
  const times: Array<number> = []
  return {
    /** Counts the restart it allows. */
    allowed: Effect.fnUntraced(function*(ended: Ended) {
      if (!relaunch || !isCrash(ended)) return false
      const at = yield* Clock.currentTimeMillis
      times.splice(0, times.length, ...times.filter((each) => at - each < within))
      return times.length < most && times.push(at) > 0
    }),
    /** Somebody wants it anew: what was does not count any more. */
    forget: (): void => {
      times.length = 0
    }
  }
}

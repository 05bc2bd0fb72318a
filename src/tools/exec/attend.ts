import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Run } from "../../services/Runs.ts"
import { Settings } from "../../services/Settings.ts"
import { CurrentCall } from "../../services/ToolRegistry.ts"
import type { News } from "./follow.ts"

/** Progress is told at most this often. */
const pace = "500 millis"

/** How long a call that was cancelled waits for its command to be gone. */
const farewell = "10 seconds"

/**
 * Waits for a run, or without `wait` for its beginning, no longer than a host waits for a call; what is new is told as
 * progress meanwhile. A call that is given up ends what it started; one that has answered does not.
 */
export const attend = Effect.fn("exec.attend")(function*(run: Run, wait: boolean, news: News) {
  const { execWait } = yield* Settings
  const { progress } = yield* CurrentCall
  const tell = Effect.suspend(() => {
    const message = news()
    return message === "" ? Effect.void : progress(message)
  })
  const telling = run.changes.pipe(Stream.runForEach(() => Effect.andThen(tell, Effect.sleep(pace))))
  yield* Effect.timeoutOption(wait ? run.over : run.begun, execWait).pipe(
    Effect.raceFirst(Effect.andThen(telling, Effect.never)),
    Effect.onInterrupt(() =>
      Effect.andThen(Effect.ignore(run.cancel), Effect.asVoid(Effect.timeoutOption(run.over, farewell)))
    )
  )
  // What could not be started is the call's own failure.
  const [first] = run.steps()
  if (run.steps().length === 1 && first?.failure !== undefined) return yield* first.failure
})

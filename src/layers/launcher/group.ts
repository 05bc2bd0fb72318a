import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { execFile } from "node:child_process"
import { groupRuns } from "./processTable.ts"

const tick = 25
/** Milliseconds a killed group may take to be gone. */
const burial = 500

/** Milliseconds a group may take to end itself after it was asked to, where nothing else is said. */
export const defaultGrace = 2000

const windows = process.platform === "win32"

/** Signals a whole group; one that is gone is left alone. On Windows every signal ends the process and what it started. */
export const signalGroup = (group: number, signal: NodeJS.Signals): void => {
  try {
    if (windows) execFile("taskkill", ["/pid", String(group), "/T", "/F"], () => undefined)
    else process.kill(-group, signal)
  } catch {}
}

/** Whether it still runs after so many milliseconds. Not by a race: a finalizer cannot interrupt what it waits for. */
const outlasts = (group: number, time: number) =>
  Effect.sync(() => groupRuns(group)).pipe(
    Effect.repeat({
      while: (running) => running,
      times: Math.ceil(time / tick),
      schedule: Schedule.spaced(`${tick} millis`)
    })
  )

/** Asks the group to end, wakes it where it is stopped so that it can hear that, and kills what is left of it. */
export const endGroup = Effect.fn("Launcher.endGroup")(function*(group: number, grace: number = defaultGrace) {
  if (!groupRuns(group)) return
  signalGroup(group, "SIGTERM")
  if (!windows) signalGroup(group, "SIGCONT")
  if (!(yield* outlasts(group, grace))) return
  yield* Effect.logWarning(`process group ${group} does not end when asked to and is killed`)
  signalGroup(group, "SIGKILL")
  yield* outlasts(group, burial)
})

import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { execFile } from "node:child_process"
import { groupRuns, groupsOf } from "./processTable.ts"

const tick = 25
/** Milliseconds a killed group may take to be gone. */
const burial = 500

/** Milliseconds a group may take to end itself after it was asked to, where nothing else is said. */
const defaultGrace = 2000

const windows = process.platform === "win32"

const signalOne = (group: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-group, signal)
  } catch {}
}

/**
 * Signals a whole group, and on Linux the others of its session; one that is gone is left alone. On Windows every signal ends
 * the process and what it started.
 */
export const signalGroup = (leader: number, signal: NodeJS.Signals): void => {
  if (windows) execFile("taskkill", ["/pid", String(leader), "/T", "/F"], () => undefined)
  else for (const group of groupsOf(leader)) signalOne(group, signal)
}

/** Whether it still runs after so many milliseconds. Not by a race: a finalizer cannot interrupt what it waits for. */
const outlasts = (time: number, isRunning: () => boolean) =>
  Effect.sync(isRunning).pipe(
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
  if (!(yield* outlasts(grace, () => groupRuns(group)))) return
  yield* Effect.logWarning(`process group ${group} does not end when asked to and is killed`)
  // Again and again: one that is making itself a group of its own may have been missed.
  yield* outlasts(burial, () => {
    signalGroup(group, "SIGKILL")
    return groupRuns(group)
  })
})

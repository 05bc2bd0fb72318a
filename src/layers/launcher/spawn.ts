import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { type ChildProcess, execFile, spawn } from "node:child_process"
import type { CommandLine } from "./commandLine.ts"
import { groupRuns } from "./processTable.ts"
import { startWatchdog, type Watchdog } from "./watchdog.ts"

const tick = "25 millis"
/** How many ticks an application may take to end itself after it was asked to, and how many the kernel after that. */
const grace = 80
const burial = 20
/** And how many its last words may be on the way. */
const farewell = 8

/** The process could not be made. */
export class SpawnFault extends Schema.TaggedError<SpawnFault>()("SpawnFault", {
  code: Schema.String,
  message: Schema.String
}) {}

export interface Exited {
  readonly code: number | null
  readonly signal: string | null
}

/** A process that leads a group of its own. */
export interface Leader {
  readonly pid: number
  readonly child: ChildProcess
  readonly exited: Deferred.Deferred<Exited>
  /** Whether all of its output has been read. */
  readonly isDrained: () => boolean
}

const windows = process.platform === "win32"

const send = (group: number, signal: "SIGTERM" | "SIGKILL"): void => {
  try {
    if (windows) execFile("taskkill", ["/pid", String(group), "/T", "/F"], () => undefined)
    else process.kill(-group, signal)
  } catch {}
}

/** Whether it still runs after that time. Not by a race: a finalizer cannot interrupt what it waits for. */
const outlasts = (group: number, ticks: number) =>
  Effect.sync(() => groupRuns(group)).pipe(
    Effect.repeat({ while: (running) => running, times: ticks, schedule: Schedule.spaced(tick) })
  )

/** Asks the group to end, and kills what is left of it. */
const endGroup = Effect.fn("Launcher.endGroup")(function*(group: number) {
  if (!groupRuns(group)) return
  send(group, "SIGTERM")
  if (!(yield* outlasts(group, grace))) return
  yield* Effect.logWarning(`process group ${group} does not end when asked to and is killed`)
  send(group, "SIGKILL")
  yield* outlasts(group, burial)
})

const drained = ({ isDrained }: Leader) =>
  Effect.sync(isDrained).pipe(
    Effect.repeat({ until: (done) => done, times: farewell, schedule: Schedule.spaced(tick) })
  )

const make = ({ args, command, env }: CommandLine, cwd: string | undefined, watchdog: Watchdog) =>
  Effect.callback<Leader, SpawnFault>((resume) => {
    const exited = Deferred.makeUnsafe<Exited>()
    let drained = false
    const failed = (error: Error & { readonly code?: string }): void =>
      resume(Effect.fail(new SpawnFault({ code: error.code ?? "", message: error.message })))
    try {
      const child = spawn(command, [...args], {
        cwd,
        env: { ...env },
        detached: !windows,
        stdio: ["ignore", "pipe", "pipe"]
      })
      if (child.pid !== undefined) watchdog.watch(child.pid)
      child.once("error", failed)
      child.once("exit", (code, signal) => Deferred.doneUnsafe(exited, Effect.succeed({ code, signal })))
      child.once("close", () => {
        drained = true
      })
      child.once(
        "spawn",
        () => resume(Effect.succeed({ pid: child.pid ?? 0, child, exited, isDrained: () => drained }))
      )
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)))
    }
  })

/** Starts a process with a group of its own; the whole group ends with the scope, and with the bridge if that is killed. */
export const spawnLeader = Effect.fn("Launcher.spawn")(function*(line: CommandLine, cwd: string | undefined) {
  const watchdog = yield* startWatchdog
  return yield* Effect.acquireRelease(
    make(line, cwd, watchdog),
    (leader) => Effect.andThen(endGroup(leader.pid), drained(leader))
  )
})

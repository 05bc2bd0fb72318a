import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { type ChildProcess, spawn } from "node:child_process"
import type { CommandLine } from "./commandLine.ts"
import { endGroup } from "./group.ts"
import { startWatchdog, type Watchdog } from "./watchdog.ts"

const tick = "25 millis"
/** How many ticks the last words of an application may be on the way. */
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

/** What is started; `shell` is the program that takes `command` as its text, or the system's own. */
export interface Start extends CommandLine {
  readonly cwd: string | undefined
  readonly shell?: string | boolean | undefined
  /** Descriptors it writes to; where there are none the child has streams. */
  readonly outputs?: readonly [stdout: number, stderr: number] | undefined
}

const windows = process.platform === "win32"

const drained = ({ isDrained }: Leader) =>
  Effect.sync(isDrained).pipe(
    Effect.repeat({ until: (done) => done, times: farewell, schedule: Schedule.spaced(tick) })
  )

/** Begins to read a process at once: Node throws away what nobody listens to when it ends. */
export type Attach = (child: ChildProcess) => void

/** Starts a process with a group of its own and no input; the watchdog is told of the group, and nobody else ends it. */
export const startLeader = (
  { args, command, cwd, env, outputs, shell = false }: Start,
  watchdog: Watchdog,
  attach: Attach
) =>
  Effect.callback<Leader, SpawnFault>((resume) => {
    const exited = Deferred.makeUnsafe<Exited>()
    let drained = false
    const failed = (error: Error & { readonly code?: string }): void =>
      resume(Effect.fail(new SpawnFault({ code: error.code ?? "", message: error.message })))
    try {
      const child = spawn(command, [...args], {
        cwd,
        env: { ...env },
        shell,
        detached: !windows,
        stdio: ["ignore", ...(outputs ?? ["pipe", "pipe"] as const)]
      })
      if (child.pid !== undefined) watchdog.watch(child.pid)
      attach(child)
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
export const spawnLeader = Effect.fn("Launcher.spawn")(
  function*(line: CommandLine, cwd: string | undefined, attach: Attach) {
    const watchdog = yield* startWatchdog
    return yield* Effect.acquireRelease(
      startLeader({ ...line, cwd }, watchdog, attach),
      (leader) => Effect.andThen(endGroup(leader.pid), drained(leader))
    )
  }
)

import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { ChildProcess } from "node:child_process"
import * as fs from "node:fs"
import * as path from "node:path"
import { LaunchFailed, type RunningTarget, type Target } from "../../services/Launcher.ts"
import type { SettingsValues } from "../../services/Settings.ts"
import { commandLine } from "./commandLine.ts"
import { endOf, tailLength } from "./ending.ts"
import type { Output } from "./output.ts"
import { listenerIn, occupant } from "./ports.ts"
import { groupRuns } from "./processTable.ts"
import { adviceFrom, signOf } from "./signs.ts"
import { type Exited, type Leader, type SpawnFault, spawnLeader } from "./spawn.ts"

/** What was seen before the probe listened. */
interface Seen {
  loaded: boolean
  child: number | undefined
}

const spawnReason = ({ code, message }: SpawnFault): string => {
  switch (code) {
    case "E2BIG":
      return "its arguments and environment are too long"
    case "EACCES":
      return "the system forbids to run it (is its disk mounted noexec?)"
    case "ENOENT":
      return "its interpreter or loader does not exist"
    default:
      return `the system cannot run it (${message})`
  }
}

const folderFault = (cwd: string): string | undefined =>
  fs.statSync(cwd, { throwIfNoEntry: false })?.isDirectory() === true
    ? undefined
    : `its working folder ${cwd} does not exist`

const late = (settings: SettingsValues, seen: Seen): string => {
  const waited = `nothing listened within ${
    Duration.format(Duration.millis(settings.startupTimeout))
  } (--startup-timeout)`
  return seen.loaded
    ? `${waited}. The probe was loaded and saw no Qt application start: it may be the probe of another Qt version, `
      + "or the application waits for something before its window"
    : `${waited}, and no probe said a word: it may be no Qt application, or one that is linked statically`
}

/**
 * Starts a target and completes when its probe listens, which the probe says itself. All it started ends with the scope.
 */
export const startTarget = Effect.fn("Launcher.startTarget")(function*(
  target: Target,
  settings: SettingsValues,
  output: Output
) {
  const line = yield* commandLine(target, settings)
  const name = path.resolve(target.path)
  const fault = (reason: string, exited?: Exited) => {
    const tail = output.last(tailLength)
    return new LaunchFailed({
      target: target.path,
      reason: `${reason}${adviceFrom(tail)}`,
      tail,
      ...(exited?.code == null ? {} : { code: exited.code }),
      ...(exited?.signal == null ? {} : { signal: exited.signal })
    })
  }
  output.begin(`${[line.command, ...line.args].join(" ")}`)
  const cwd = target.cwd ?? settings.cwd
  const noFolder = cwd === undefined ? undefined : folderFault(cwd)
  if (noFolder !== undefined) return yield* fault(noFolder)
  const other = yield* occupant(settings.targetPort)
  if (other !== undefined) {
    const advice = "end that, or give another --port (0 takes a free one)"
    return yield* fault(`port ${settings.targetPort} is in use by ${other}; ${advice}`)
  }

  const seen: Seen = { loaded: false, child: undefined }
  const port = Deferred.makeUnsafe<number, LaunchFailed>()
  const read = (text: string): void => {
    const sign = signOf(text)
    if (sign?._tag === "listening") Deferred.doneUnsafe(port, Effect.succeed(sign.port))
    if (sign?._tag === "refused") Deferred.doneUnsafe(port, Effect.suspend(() => fault(refused)))
    if (sign?._tag === "loaded") seen.loaded = true
    if (sign?._tag === "child") seen.child = sign.pid
  }
  const refused = `port ${settings.targetPort} is in use: the application runs, but its probe cannot listen`
  const attach = ({ stderr, stdout }: ChildProcess): void => {
    for (const pipe of [stdout, stderr]) if (pipe) output.drain(pipe, read)
  }
  const leader = yield* spawnLeader(line, cwd, attach).pipe(Effect.mapError((error) => fault(spawnReason(error))))

  const listening = yield* Deferred.await(port).pipe(
    Effect.raceFirst(Effect.flatMap(endedEarly(leader), (exited) => fault(early(exited), exited))),
    Effect.timeoutOrElse({ duration: settings.startupTimeout, orElse: () => fault(late(settings, seen)) })
  )
  const { own, stranger } = listenerIn(leader.pid, listening)
  if (stranger !== undefined) return yield* fault(`port ${listening} belongs to ${stranger}, another application`)
  const pid = own ?? seen.child ?? leader.pid
  const ended = yield* Effect.cached(endOf(leader, pid, output, settings.launcherPath !== undefined))
  yield* Effect.logInfo(`launched ${name} (pid ${pid}), its probe listens on port ${listening}`)
  const now = () => {
    const found = listenerIn(leader.pid, listening)
    return found.own === undefined && found.stranger === undefined ? null : found.stranger
  }
  const running: RunningTarget = { name: target.path, url: `ws://127.0.0.1:${listening}`, pid, stranger: now, ended }
  return running
})

const early = ({ code, signal }: Exited): string => {
  const how = signal === null ? `it exited with code ${code ?? "unknown"}` : `it was ended by ${signal}`
  const hint = code === 0
    ? " (did it hand over to an instance that runs already, or to a process in the background?)"
    : ""
  return `${how} before its probe listened${hint}`
}

/** The process has ended, and what it may have left in the background too. */
const endedEarly = Effect.fnUntraced(function*(leader: Leader) {
  const exited = yield* Deferred.await(leader.exited)
  yield* Effect.sleep("150 millis")
  while (exited.code === 0 && groupRuns(leader.pid)) yield* Effect.sleep("100 millis")
  return exited
})

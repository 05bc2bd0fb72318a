import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schedule from "effect/Schedule"
import * as fs from "node:fs"
import { endGroup, signalGroup } from "../launcher/group.ts"
import { groupRuns, membersOf } from "../launcher/processTable.ts"
import { type Leader, type Start, startLeader } from "../launcher/spawn.ts"
import type { Watchdog } from "../launcher/watchdog.ts"
import { openFifos } from "./fifo.ts"
import { makePipe, noPipe, type Pipe } from "./pipe.ts"

/** The process group of one command. */
export interface CommandGroup {
  readonly leader: Leader
  /** What the leader writes to, and all that have it from there. */
  readonly pipes: { readonly stdout: Pipe; readonly stderr: Pipe }
  /** Whether anything of it runs. Once it is gone it stays so: its number may have become another's. */
  readonly runs: () => boolean
  readonly signal: (signal: NodeJS.Signals) => void
  /** Begins to end it, once; returns at once. */
  readonly stop: Effect.Effect<void>
  /** Ends it, and returns when nothing of it is left. */
  readonly end: Effect.Effect<void>
  /** What its leader has left in it; what is just ending is given a moment to. */
  readonly leftBehind: Effect.Effect<ReadonlyArray<number>>
}

const moment = Schedule.spaced("25 millis")

/** Starts the leader; what it wrote is read from the fifos where there are any, else from Node's own pipes. */
const startWith = Effect.fnUntraced(function*(start: Start, watchdog: Watchdog) {
  const fifos = yield* openFifos
  let pipes: CommandGroup["pipes"] = { stdout: noPipe, stderr: noPipe }
  if (fifos === undefined) {
    const leader = yield* startLeader(start, watchdog, ({ stderr, stdout }) => {
      if (stdout && stderr) pipes = { stdout: makePipe(stdout), stderr: makePipe(stderr) }
    })
    return { leader, pipes }
  }
  const [stdout, stderr] = fifos
  pipes = { stdout: makePipe(stdout.reader), stderr: makePipe(stderr.reader) }
  const leader = yield* startLeader({ ...start, outputs: [stdout.writer, stderr.writer] }, watchdog, () => undefined)
    .pipe(
      // The command has its own: its end is not seen while there are others.
      Effect.ensuring(Effect.sync(() => fifos.forEach(({ writer }) => fs.closeSync(writer)))),
      Effect.tapError(() => Effect.sync(() => fifos.forEach(({ reader }) => reader.destroy())))
    )
  return { leader, pipes }
})

/** Starts a command. Its group ends with the scope, at the latest `grace` milliseconds later. */
export const startGroup = Effect.fn("Executor.startGroup")(function*(start: Start, grace: number, watchdog: Watchdog) {
  const scope = yield* Effect.scope
  let gone = false
  const { leader, pipes } = yield* Effect.acquireRelease(
    startWith(start, watchdog),
    ({ leader: { pid }, pipes: { stderr, stdout } }) =>
      Effect.suspend(() => gone ? Effect.void : endGroup(pid, grace)).pipe(
        Effect.andThen(Effect.sync(() => {
          watchdog.forget(pid)
          stdout.close()
          stderr.close()
        }))
      )
  )
  const { exited, pid } = leader

  const runs = (): boolean => {
    if (gone || groupRuns(pid)) return !gone
    gone = Deferred.isDoneUnsafe(exited)
    if (gone) watchdog.forget(pid)
    return false
  }

  // Not interrupted by the end of the scope, which would begin the grace period anew.
  const ending = yield* Effect.cached(
    Effect.suspend(() => runs() ? endGroup(pid, grace) : Effect.void).pipe(
      Effect.forkIn(scope, { startImmediately: true, uninterruptible: true })
    )
  )

  const group: CommandGroup = {
    leader,
    pipes,
    runs,
    signal: (signal) => signalGroup(pid, signal),
    stop: Effect.asVoid(ending),
    end: Effect.asVoid(Effect.flatMap(ending, Fiber.await)),
    leftBehind: Effect.sync(() => runs() ? membersOf(pid) : []).pipe(
      Effect.repeat({ while: (members) => members.length > 0, times: 4, schedule: moment })
    )
  }
  return group
})

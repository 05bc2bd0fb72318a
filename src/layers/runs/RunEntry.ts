import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import {
  CommandOver,
  type CommandSpec,
  type Executor,
  type RunningCommand,
  succeeded
} from "../../services/Executor.ts"
import type { NewRun, Run } from "../../services/Runs.ts"
import { OutputLog } from "./OutputLog.ts"
import { makeSteps } from "./steps.ts"

/** A run of the table, and the work that has to be done for it. */
export interface RunEntry {
  readonly run: Run
  /** To be run once, in a fiber of its own; what it started ends with its interruption. */
  readonly work: Effect.Effect<void>
  /** Epoch milliseconds; undefined while it runs. */
  readonly ended: () => number | undefined
}

/** `take` asks for room for output and gives how many bytes of it there are. */
export const makeEntry = Effect.fnUntraced(function*(
  id: string,
  { commands, continueOnError = false, tool }: NewRun,
  executor: Executor["Service"],
  take: (bytes: number) => number
) {
  const output = new OutputLog(take)
  const steps = yield* makeSteps(commands.map(({ label }) => label), output)
  const begun = yield* Deferred.make<void>()
  const over = yield* Deferred.make<void>()
  const canceled = yield* Deferred.make<void>()
  const started = yield* Clock.currentTimeMillis
  let current: RunningCommand | undefined
  let ended: number | undefined

  const command = Effect.fnUntraced(function*(index: number, spec: CommandSpec) {
    // A start that nobody waits for any more is left, however long it takes.
    const own = yield* Effect.raceFirst(executor.start(spec), Effect.as(Deferred.await(canceled), undefined))
    if (own === undefined) return
    current = own
    yield* steps.set(index, { state: "running" })
    yield* Deferred.succeed(begun, undefined)
    if (Deferred.isDoneUnsafe(canceled)) yield* Effect.ignore(own.cancel)
    yield* Stream.runForEachArray(own.events, (events) => steps.take(index, events))
  }, Effect.scoped)

  const step = Effect.fnUntraced(function*(index: number, spec: CommandSpec) {
    yield* steps.set(index, { state: "starting", started: yield* Clock.currentTimeMillis, from: output.size() })
    yield* command(index, spec).pipe(
      Effect.catch((failure) => steps.set(index, { failure })),
      Effect.ensuring(Effect.flatMap(Clock.currentTimeMillis, (now) => {
        current = undefined
        return steps.end(index, now)
      }))
    )
  })

  const work = Effect.gen(function*() {
    for (const [index, { spec }] of commands.entries()) {
      const last = steps.all()[index - 1]
      const hasFailed = last !== undefined && (last.completion === undefined || !succeeded(last.completion))
      if (Deferred.isDoneUnsafe(canceled) || (hasFailed && !continueOnError)) return
      yield* step(index, spec)
    }
  }).pipe(
    Effect.ensuring(Effect.flatMap(Clock.currentTimeMillis, (now) => {
      ended = now
      output.seal()
      return Effect.all([steps.leave, Deferred.succeed(begun, undefined), Deferred.succeed(over, undefined)])
    }))
  )

  const nothing = Effect.suspend(() =>
    new CommandOver({ reason: ended === undefined ? "none of its commands runs at the moment" : `${id} has ended` })
  )
  const control = <E>(action: (command: RunningCommand) => Effect.Effect<void, E>) =>
    Effect.suspend((): Effect.Effect<void, E | CommandOver> => current === undefined ? nothing : action(current))
  const cancel = Effect.andThen(Deferred.succeed(canceled, undefined), Effect.ignore(control((own) => own.cancel)))

  const entry: RunEntry = {
    run: {
      id,
      tool,
      started,
      steps: steps.all,
      isOver: () => ended !== undefined,
      output,
      begun: Deferred.await(begun),
      over: Deferred.await(over),
      changes: steps.changes,
      pause: control((own) => own.pause),
      resume: control((own) => own.resume),
      cancel: Effect.suspend(() => ended === undefined ? cancel : nothing)
    },
    work,
    ended: () => ended
  }
  return entry
})

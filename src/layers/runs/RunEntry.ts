import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as PubSub from "effect/PubSub"
import * as Stream from "effect/Stream"
import {
  type CommandEvent,
  CommandOver,
  type CommandSpec,
  type Completion,
  type Executor,
  type RunningCommand
} from "../../services/Executor.ts"
import type { NewRun, Run, Step } from "../../services/Runs.ts"
import { OutputLog } from "./OutputLog.ts"

/** A run of the table, and the work that has to be done for it. */
export interface RunEntry {
  readonly run: Run
  /** To be run once, in a fiber of its own; what it started ends with its interruption. */
  readonly work: Effect.Effect<void>
  /** Epoch milliseconds; undefined while it runs. */
  readonly ended: () => number | undefined
}

/** Whether the commands after this one may be run. */
const succeeded = ({ completion }: Step): boolean =>
  completion?.exitCode === 0 && !completion.timedOut && !completion.canceled

/** Of a command nobody waits for any more. */
const abandoned: Completion = {
  exitCode: undefined,
  signal: undefined,
  timedOut: false,
  canceled: true,
  durationMs: 0,
  outputBytes: 0,
  droppedBytes: 0,
  limit: undefined,
  leftBehind: [],
  escaped: []
}

/** `take` asks for room for output and gives how many bytes of it there are. */
export const makeEntry = Effect.fnUntraced(function*(
  id: string,
  { commands, continueOnError = false, tool }: NewRun,
  executor: Executor["Service"],
  take: (bytes: number) => number
) {
  const output = new OutputLog(take)
  const begun = yield* Deferred.make<void>()
  const over = yield* Deferred.make<void>()
  const canceled = yield* Deferred.make<void>()
  const changes = yield* PubSub.sliding<void>(1)
  const started = yield* Clock.currentTimeMillis
  let steps: ReadonlyArray<Step> = commands.map(({ label }) => ({ label, state: "waiting", from: 0, to: 0 }))
  let current: RunningCommand | undefined
  let ended: number | undefined

  const put = (index: number, change: Partial<Step>): void => {
    steps = steps.map((step, each) => each === index ? { ...step, to: output.size(), ...change } : step)
  }
  const set = (index: number, change: Partial<Step>) =>
    Effect.suspend(() => {
      put(index, change)
      return Effect.asVoid(PubSub.publish(changes, undefined))
    })

  const handle = (index: number, event: CommandEvent): void => {
    switch (event._tag) {
      case "output":
        return output.append(event.stream, event.text)
      case "limit":
        return put(index, { limit: event.limit })
      case "paused":
        return put(index, { state: "paused" })
      case "resumed":
        return put(index, { state: "running" })
      case "completed":
        output.drop(event.completion.droppedBytes)
        return put(index, { completion: event.completion })
    }
  }

  const run = Effect.fnUntraced(function*(index: number, spec: CommandSpec) {
    // A start that nobody waits for any more is left, however long it takes.
    const command = yield* Effect.raceFirst(executor.start(spec), Effect.as(Deferred.await(canceled), undefined))
    if (command === undefined) return
    current = command
    yield* set(index, { state: "running" })
    yield* Deferred.succeed(begun, undefined)
    if (Deferred.isDoneUnsafe(canceled)) yield* Effect.ignore(command.cancel)
    yield* Stream.runForEachArray(
      command.events,
      (events) =>
        Effect.suspend(() => {
          for (const event of events) handle(index, event)
          return set(index, {})
        })
    )
  }, Effect.scoped)

  const step = Effect.fnUntraced(function*(index: number, spec: CommandSpec) {
    yield* set(index, { state: "starting", started: yield* Clock.currentTimeMillis, from: output.size() })
    yield* run(index, spec).pipe(
      Effect.catch((failure) => set(index, { failure })),
      Effect.ensuring(Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const { completion, failure } = steps[index] ?? {}
        current = undefined
        const end = completion ?? (failure === undefined ? abandoned : undefined)
        return set(index, { state: "ended", ended: now, ...(end === undefined ? {} : { completion: end }) })
      }))
    )
  })

  const work = Effect.gen(function*() {
    for (const [index, { spec }] of commands.entries()) {
      const last = steps[index - 1]
      if (Deferred.isDoneUnsafe(canceled) || !(last === undefined || continueOnError || succeeded(last))) return
      yield* step(index, spec)
    }
  }).pipe(
    Effect.ensuring(Effect.flatMap(Clock.currentTimeMillis, (now) => {
      steps = steps.map((each) => each.state === "waiting" ? { ...each, state: "left out" } : each)
      ended = now
      output.seal()
      return Effect.all([
        Deferred.succeed(begun, undefined),
        Deferred.succeed(over, undefined),
        PubSub.publish(changes, undefined)
      ])
    }))
  )

  const nothing = Effect.suspend(() =>
    new CommandOver({ reason: ended === undefined ? "none of its commands runs at the moment" : `${id} has ended` })
  )
  const control = <E>(action: (command: RunningCommand) => Effect.Effect<void, E>) =>
    Effect.suspend((): Effect.Effect<void, E | CommandOver> => current === undefined ? nothing : action(current))

  const entry: RunEntry = {
    run: {
      id,
      tool,
      started,
      steps: () => steps,
      isOver: () => ended !== undefined,
      output,
      begun: Deferred.await(begun),
      over: Deferred.await(over),
      changes: Stream.fromPubSub(changes),
      pause: control((command) => command.pause),
      resume: control((command) => command.resume),
      cancel: Effect.suspend(() =>
        ended === undefined
          ? Effect.andThen(Deferred.succeed(canceled, undefined), Effect.ignore(control((command) => command.cancel)))
          : nothing
      )
    },
    work,
    ended: () => ended
  }
  return entry
})

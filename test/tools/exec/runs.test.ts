import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import * as RunsLive from "../../../src/layers/RunsLive.ts"
import {
  type CommandEvent,
  CommandFailed,
  type CommandSpec,
  type Completion,
  Executor
} from "../../../src/services/Executor.ts"
import { type NewRun, Runs } from "../../../src/services/Runs.ts"
import { Settings } from "../../../src/services/Settings.ts"
import { CurrentCall } from "../../../src/services/ToolRegistry.ts"
import { attend } from "../../../src/tools/exec/attend.ts"

const completion: Completion = {
  exitCode: 0,
  signal: undefined,
  timedOut: false,
  canceled: false,
  durationMs: 10,
  outputBytes: 0,
  droppedBytes: 0,
  limit: undefined,
  leftBehind: [],
  escaped: []
}

interface Started {
  readonly spec: CommandSpec
  readonly say: (text: string) => Effect.Effect<void>
  readonly end: (change?: Partial<Completion>) => Effect.Effect<void>
}

/** An executor whose commands do what the test says; `open` are those whose scope has not ended. */
const scripted = () => {
  const started: Array<Started> = []
  const open = new Set<Started>()
  const layer = Layer.succeed(Executor, {
    start: Effect.fnUntraced(function*(spec: CommandSpec) {
      if (spec.run === "never") return yield* Effect.never
      if (spec.run === "missing") return yield* new CommandFailed({ command: "missing", reason: "it is not there" })
      const events = yield* Queue.unbounded<CommandEvent, Cause.Done>()
      const end = (change: Partial<Completion> = {}) =>
        Queue.offer(events, { _tag: "completed", completion: { ...completion, ...change } }).pipe(
          Effect.andThen(Queue.end(events)),
          Effect.asVoid
        )
      const command: Started = {
        spec,
        say: (text) =>
          Effect.asVoid(Queue.offer(events, { _tag: "output", stream: "stdout", text, index: 0, continues: false })),
        end
      }
      yield* Effect.acquireRelease(
        Effect.sync(() => {
          started.push(command)
          open.add(command)
        }),
        () => Effect.sync(() => void open.delete(command))
      )
      return {
        pid: started.length,
        events: Stream.fromQueue(events),
        pause: Effect.asVoid(Queue.offer(events, { _tag: "paused" })),
        resume: Effect.asVoid(Queue.offer(events, { _tag: "resumed" })),
        cancel: end({ exitCode: undefined, signal: "SIGTERM", canceled: true })
      }
    })
  })
  return { started, open, layer }
}

const run = (...commands: ReadonlyArray<string>): NewRun => ({
  tool: commands.length === 1 ? "execute" : "execute_list",
  commands: commands.map((label) => ({ label, spec: { run: label } }))
})

/** Lets the fibers go on that wait for nothing. */
const settle = TestClock.adjust("1 millis")

const limits = { running: 2, ended: 3, retention: Duration.hours(1), output: 100, outputs: 150 }

const withRuns = <E>(
  test: (runs: Runs["Service"], executor: ReturnType<typeof scripted>) => Effect.Effect<void, E, Scope.Scope>
) =>
  Effect.suspend(() => {
    const executor = scripted()
    return Effect.flatMap(Runs, (runs) => test(runs, executor)).pipe(
      Effect.provide(RunsLive.layerWith(limits).pipe(Layer.provide(executor.layer))),
      Effect.scoped
    )
  })

describe("runs", () => {
  it.effect("are bounded in number; what ended makes room", () =>
    withRuns(Effect.fnUntraced(function*(runs, { started }) {
      yield* runs.start(run("a"))
      yield* runs.start(run("b"))
      const { limit } = yield* Effect.flip(runs.start(run("c")))
      assert.strictEqual(limit, 2)
      yield* settle
      yield* started[0]?.end() ?? Effect.void
      yield* settle
      yield* runs.start(run("c"))
    })))

  it.effect("are kept for a while, and no more than so many of them", () =>
    withRuns(Effect.fnUntraced(function*(runs, { started }) {
      for (const name of ["a", "b", "c", "d", "e"]) {
        const { over } = yield* runs.start(run(name))
        yield* settle
        yield* started.at(-1)?.end() ?? Effect.void
        yield* over
      }
      const labels = Effect.map(runs.list, (all) => all.map(({ steps }) => steps()[0]?.label))
      assert.deepStrictEqual(yield* labels, ["e", "d", "c"])
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual((yield* labels).length, 3)
      yield* TestClock.adjust("2 minutes")
      assert.deepStrictEqual(yield* labels, [])
    })))

  it.effect("share a bounded memory: the oldest that ended makes room, and who runs is cut", () =>
    withRuns(Effect.fnUntraced(function*(runs, { started }) {
      const first = yield* runs.start(run("a"))
      yield* settle
      yield* started[0]?.say("a".repeat(120)) ?? Effect.void
      yield* started[0]?.end() ?? Effect.void
      yield* first.over
      assert.deepStrictEqual([first.output.size(), first.output.dropped()], [100, 20])
      const second = yield* runs.start(run("b"))
      const third = yield* runs.start(run("c"))
      yield* settle
      yield* started[1]?.say("b".repeat(90)) ?? Effect.void
      yield* settle
      assert.strictEqual((yield* Effect.flip(runs.get(first.id)))._tag, "UnknownRun")
      yield* started[2]?.say("c".repeat(90)) ?? Effect.void
      yield* settle
      assert.deepStrictEqual([second.output.size(), third.output.size(), third.output.dropped()], [90, 60, 30])
    })))

  it.effect("end with their service: a command that runs, and one that does not get to run", () =>
    Effect.gen(function*() {
      const executor = scripted()
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(
        RunsLive.layerWith(limits).pipe(Layer.provide(executor.layer)),
        scope
      )
      const runs = yield* Effect.provide(Runs, context)
      const one = yield* runs.start(run("a", "b"))
      const other = yield* runs.start(run("never"))
      yield* settle
      assert.strictEqual(executor.open.size, 1)
      yield* Scope.close(scope, Exit.void)
      assert.strictEqual(executor.open.size, 0)
      assert.deepStrictEqual(one.steps().map(({ state }) => state), ["ended", "left out"])
      assert.isTrue(one.steps()[0]?.completion?.canceled)
      assert.isTrue(other.isOver())
    }))

  it.effect("are cancelled while they start, run and are between two commands", () =>
    withRuns(Effect.fnUntraced(function*(runs, { open, started }) {
      const starting = yield* runs.start(run("never"))
      yield* settle
      yield* starting.cancel
      yield* starting.over
      const running = yield* runs.start(run("a", "b"))
      yield* settle
      yield* running.cancel
      yield* running.over
      assert.deepStrictEqual(running.steps().map(({ state }) => state), ["ended", "left out"])
      assert.strictEqual(running.steps()[0]?.completion?.signal, "SIGTERM")
      assert.deepStrictEqual([started.length, open.size], [1, 0])
      assert.strictEqual((yield* Effect.flip(running.cancel))._tag, "CommandOver")
      assert.strictEqual((yield* Effect.flip(running.pause))._tag, "CommandOver")
    })))
})

describe("a call", () => {
  const quiet = () => ""
  const settings = Effect.provideService(Settings, Settings.defaults)

  it.effect("waits 50 s for its command and then leaves it running", () =>
    withRuns(Effect.fnUntraced(function*(runs, { open }) {
      const started = yield* runs.start(run("a"))
      const call = yield* Effect.forkChild(settings(attend(started, true, quiet)))
      yield* TestClock.adjust("49 seconds")
      assert.isUndefined(call.pollUnsafe())
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(call)
      assert.strictEqual(open.size, 1)
      assert.isFalse(started.isOver())
    })))

  it.effect("that is given up ends its command, and one that has answered does not", () =>
    withRuns(Effect.fnUntraced(function*(runs, { open }) {
      const waited = yield* runs.start(run("a"))
      const call = yield* Effect.forkChild(settings(attend(waited, true, quiet)))
      yield* settle
      yield* Fiber.interrupt(call)
      assert.isTrue(waited.isOver())
      const left = yield* runs.start(run("b"))
      const answered = yield* Effect.forkChild(settings(attend(left, false, quiet)))
      yield* settle
      yield* Fiber.join(answered)
      assert.strictEqual(open.size, 1)
    })))

  it.effect("fails where its command could not be started", () =>
    withRuns(Effect.fnUntraced(function*(runs) {
      const started = yield* runs.start(run("missing"))
      const error = yield* Effect.flip(settings(attend(started, true, quiet)))
      assert.strictEqual(error.message, "Could not start missing: it is not there.")
    })))

  it.effect("tells what is new at most twice a second, and nothing where nothing is", () =>
    withRuns(Effect.fnUntraced(function*(runs, { started }) {
      const told: Array<string> = []
      const progress = (message: string) => Effect.sync(() => void told.push(message))
      const one = yield* runs.start(run("a"))
      let count = 0
      const news = () => one.output.size() === 0 ? "" : `news ${count += 1}`
      const call = yield* Effect.forkChild(
        settings(attend(one, true, news)).pipe(Effect.provideService(CurrentCall, { actor: "test", progress }))
      )
      yield* settle
      for (let index = 0; index < 20; index += 1) {
        yield* started[0]?.say("x") ?? Effect.void
        yield* TestClock.adjust("100 millis")
      }
      assert.isAtLeast(told.length, 3)
      assert.isAtMost(told.length, 5)
      yield* Fiber.interrupt(call)
    })))
})

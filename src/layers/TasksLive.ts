import * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Schedule from "effect/Schedule"
import * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import { Events } from "../services/Events.ts"
import { isEnded, NotStartable, type Task, TaskRunning, Tasks, type TaskWork, TooManyTasks } from "../services/Tasks.ts"
import { TaskStore } from "../services/TaskStore.ts"
import { CurrentCall, ToolRegistry, UnknownTool } from "../services/ToolRegistry.ts"
import { taskTools } from "../tools/task/tools.ts"
import { errorText, pathOf } from "./program/shown.ts"
import { type Entry, makeEntry, type Surroundings } from "./tasks/Entry.ts"
import { type Limits, limits } from "./tasks/limits.ts"
import * as MemoryStore from "./tasks/MemoryStore.ts"
import { newId } from "./tasks/newId.ts"
import { newTask } from "./tasks/newTask.ts"
import { outcomeOf } from "./tasks/outcome.ts"
import { restored } from "./tasks/restored.ts"
import * as StoreLive from "./tasks/StoreLive.ts"
import { makeTable } from "./tasks/Table.ts"
import { toolWork } from "./tasks/toolWork.ts"

const sweepEvery = "1 minute"

const make = Effect.fnUntraced(function*(given: Limits) {
  const events = yield* Events
  const registry = yield* ToolRegistry
  const store = yield* TaskStore
  const path = yield* pathOf
  const context = yield* Effect.context<never>()
  const own: (given: Context.Context<never>) => Context.Context<never> = () => context
  const unstartable = new Set<string>(taskTools.map(({ name }) => name))
  const door = yield* Semaphore.make(1)
  const pubsub = yield* Effect.acquireRelease(PubSub.sliding<Task>(256), PubSub.shutdown)
  const surroundings: Surroundings = { events, store, changed: (task) => PubSub.publish(pubsub, task) }
  const table = makeTable(surroundings, given)
  let isLeaving = false
  const leave = Effect.sync(() => {
    isLeaving = true
  })
  const fibers = yield* Effect.acquireRelease(
    Scope.make("parallel"),
    (scope, exit) => Effect.andThen(door.withPermit(leave), Scope.close(scope, exit))
  )

  const run = <R>(entry: Entry, work: TaskWork<R>) =>
    Effect.interruptible(work.run(entry.handle)).pipe(
      Effect.exit,
      Effect.flatMap((exit) => {
        const reason = isLeaving ? "the server ends" : "its run was interrupted"
        return outcomeOf(exit, entry.stopped() ?? { reason, actor: "local" })
      }),
      Effect.flatMap(entry.end),
      Effect.andThen(table.sweep)
    )

  /** One start after the other, and wholly: a task is in the table only with a fiber, and ids are one's own. */
  const start = <R>(work: TaskWork<R>) =>
    Effect.gen(function*() {
      if (isLeaving) return yield* Effect.interrupt
      if (table.running() >= given.running) return yield* new TooManyTasks({ limit: given.running })
      const { actor } = yield* CurrentCall
      const task = newTask(newId("task", table.has), work, actor, yield* Clock.currentTimeMillis)
      const entry = yield* makeEntry(surroundings, task)
      table.add(entry)
      yield* entry.begin
      const fiber = yield* Effect.forkIn(run(entry, work), fibers, { uninterruptible: true })
      yield* Deferred.succeed(entry.fiber, fiber)
      return entry.task()
    }).pipe(Effect.uninterruptible, door.withPermit)

  const startTool = Effect.fn("Tasks.startTool")(function*(tool: string, input: unknown) {
    const names = (yield* registry.tools).map(({ name }) => name)
    if (unstartable.has(tool)) return yield* new NotStartable({ tool })
    if (!names.includes(tool)) return yield* new UnknownTool({ tool, available: names })
    const { actor } = yield* CurrentCall
    const work = toolWork(registry, path, tool, input, actor)
    // Not in the midst of the call that starts it: the task takes its own turn, and is logged as its own call.
    return yield* start({ ...work, run: (task) => Effect.updateContext(work.run(task), own) })
  })

  const cancel = Effect.fn("Tasks.cancel")(function*(id: string, reason = "cancelled") {
    const entry = yield* table.find(id)
    if (isEnded(entry.task().status)) return entry.task()
    const { actor } = yield* CurrentCall
    entry.stop({ reason: errorText(reason), actor })
    yield* Fiber.interrupt(yield* Deferred.await(entry.fiber))
    return yield* entry.ended
  })

  for (const entry of yield* restored(surroundings)) table.add(entry)
  yield* table.sweep
  yield* Effect.forkScoped(Effect.repeat(table.sweep, Schedule.spaced(sweepEvery)))

  return Tasks.of({
    start,
    startTool,
    get: (id) => Effect.map(table.find(id), (entry) => entry.task()),
    list: table.list,
    result: Effect.fn("Tasks.result")(function*(id) {
      const entry = yield* table.find(id)
      const [task, output] = [entry.task(), entry.output()]
      if (!isEnded(task.status)) return yield* new TaskRunning({ id, status: task.status })
      return { task, ...(output === undefined ? {} : { output }) }
    }),
    await: (id) => Effect.flatMap(table.find(id), (entry) => entry.ended),
    cancel,
    intervene: Effect.fn("Tasks.intervene")(function*(id, guidance) {
      const entry = yield* table.find(id)
      const { actor } = yield* CurrentCall
      yield* entry.intervene(guidance, actor)
    }),
    changes: Stream.fromPubSub(pubsub)
  })
})

export { type Limits, limits } from "./tasks/limits.ts"

/** A table with limits of its own, over any store. */
export const layerWith = (given: Limits) => Layer.effect(Tasks, make(given))

/** A table that is gone with the process. */
export const memory = layerWith(limits).pipe(Layer.provide(MemoryStore.layer))

/** The table of the bridge, kept where the settings say. */
export const layer = layerWith(limits).pipe(Layer.provide(StoreLive.layer))

import * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Schedule from "effect/Schedule"
import * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import { Events } from "../services/Events.ts"
import {
  isEnded,
  NotStartable,
  Task,
  TaskRunning,
  Tasks,
  type TaskWork,
  TooManyTasks,
  UnknownTask
} from "../services/Tasks.ts"
import { TaskStore } from "../services/TaskStore.ts"
import { CurrentCall, ToolRegistry, UnknownTool } from "../services/ToolRegistry.ts"
import { taskTools } from "../tools/task/tools.ts"
import { type Entry, makeEntry, type Surroundings } from "./tasks/Entry.ts"
import * as MemoryStore from "./tasks/MemoryStore.ts"
import { newId } from "./tasks/newId.ts"
import { outcomeOf } from "./tasks/outcome.ts"
import { restored } from "./tasks/restored.ts"
import * as StoreLive from "./tasks/StoreLive.ts"
import { toolWork } from "./tasks/toolWork.ts"

/** How many tasks there may be, and how long one that ended can be read. */
export interface Limits {
  readonly running: number
  readonly ended: number
  readonly retention: Duration.Duration
}

export const limits: Limits = { running: 32, ended: 500, retention: Duration.hours(1) }

const sweepEvery = "1 minute"

const make = Effect.fnUntraced(function*({ ended, retention, running }: Limits) {
  const events = yield* Events
  const registry = yield* ToolRegistry
  const store = yield* TaskStore
  const context = yield* Effect.context<never>()
  const own: (given: Context.Context<never>) => Context.Context<never> = () => context
  const unstartable = new Set<string>(taskTools.map(({ name }) => name))
  const entries = new Map<string, Entry>()
  const door = yield* Semaphore.make(1)
  const pubsub = yield* Effect.acquireRelease(PubSub.sliding<Task>(256), PubSub.shutdown)
  const surroundings: Surroundings = { events, store, changed: (task) => PubSub.publish(pubsub, task) }
  let isLeaving = false
  const leave = Effect.sync(() => {
    isLeaving = true
  })
  const fibers = yield* Effect.acquireRelease(
    Scope.make("parallel"),
    (scope, exit) => Effect.andThen(door.withPermit(leave), Scope.close(scope, exit))
  )

  const those = (status: (task: Task) => boolean) => [...entries.values()].filter((entry) => status(entry.task()))
  const whoEnded = () =>
    those(({ status }) => isEnded(status)).toSorted((a, b) => (a.task().ended ?? 0) - (b.task().ended ?? 0))

  const drop = Effect.fnUntraced(function*(entry: Entry) {
    const { id } = entry.task()
    if (!entries.delete(id)) return
    yield* events.forget(id)
    yield* store.remove(id)
    yield* surroundings.changed(entry.task())
  }, Effect.uninterruptible)

  const sweep = Effect.gen(function*() {
    const oldest = (yield* Clock.currentTimeMillis) - Duration.toMillis(retention)
    const all = whoEnded()
    const old = all.filter((entry, index) => (entry.task().ended ?? 0) <= oldest || index < all.length - ended)
    yield* Effect.forEach(old, drop, { discard: true })
  })

  const find = Effect.fnUntraced(function*(id: string) {
    return entries.get(id) ?? (yield* new UnknownTask({ id }))
  })

  const run = <R>(entry: Entry, work: TaskWork<R>) =>
    Effect.interruptible(work.run(entry.handle)).pipe(
      Effect.exit,
      Effect.flatMap((exit) => {
        const reason = isLeaving ? "the server ends" : "its run was interrupted"
        return outcomeOf(exit, entry.stopped() ?? { reason, actor: "local" })
      }),
      Effect.flatMap(entry.end),
      Effect.andThen(sweep)
    )

  /** One start after the other, and wholly: a task is in the table only with a fiber, and ids are one's own. */
  const start = <R>(work: TaskWork<R>) =>
    Effect.gen(function*() {
      if (isLeaving) return yield* Effect.interrupt
      if (those(({ status }) => !isEnded(status)).length >= running) return yield* new TooManyTasks({ limit: running })
      const { actor } = yield* CurrentCall
      const { goal, tool } = work
      const task = new Task({
        id: newId("task", (id) => entries.has(id)),
        goal,
        ...(tool === undefined ? {} : { tool }),
        ...(work.arguments === undefined ? {} : { arguments: work.arguments }),
        status: "created",
        actor,
        created: yield* Clock.currentTimeMillis,
        progress: 0,
        iteration: 0,
        modulesComplete: 0,
        totalModules: 0
      })
      const entry = yield* makeEntry(surroundings, task)
      entries.set(task.id, entry)
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
    const work = toolWork(registry, tool, input, actor)
    // Not in the midst of the call that starts it: the task takes its own turn, and is logged as its own call.
    return yield* start({ ...work, run: (task) => Effect.updateContext(work.run(task), own) })
  })

  const cancel = Effect.fn("Tasks.cancel")(function*(id: string, reason = "cancelled") {
    const entry = yield* find(id)
    if (isEnded(entry.task().status)) return entry.task()
    const { actor } = yield* CurrentCall
    entry.stop({ reason, actor })
    yield* Fiber.interrupt(yield* Deferred.await(entry.fiber))
    return yield* entry.ended
  })

  for (const entry of yield* restored(surroundings)) entries.set(entry.task().id, entry)
  yield* sweep
  yield* Effect.forkScoped(Effect.repeat(sweep, Schedule.spaced(sweepEvery)))

  return Tasks.of({
    start,
    startTool,
    get: (id) => Effect.map(find(id), (entry) => entry.task()),
    list: Effect.sync(() => [...entries.values()].map((entry) => entry.task()).toReversed()),
    result: Effect.fn("Tasks.result")(function*(id) {
      const entry = yield* find(id)
      const [task, output] = [entry.task(), entry.output()]
      if (!isEnded(task.status)) return yield* new TaskRunning({ id, status: task.status })
      return { task, ...(output === undefined ? {} : { output }) }
    }),
    await: (id) => Effect.flatMap(find(id), (entry) => entry.ended),
    cancel,
    intervene: Effect.fn("Tasks.intervene")(function*(id, guidance) {
      const entry = yield* find(id)
      const { actor } = yield* CurrentCall
      yield* entry.intervene(guidance, actor)
    }),
    changes: Stream.fromPubSub(pubsub)
  })
})

/** A table with limits of its own, over any store. */
export const layerWith = (given: Limits) => Layer.effect(Tasks, make(given))

/** A table that is gone with the process. */
export const memory = layerWith(limits).pipe(Layer.provide(MemoryStore.layer))

/** The table of the bridge, kept where the settings say. */
export const layer = layerWith(limits).pipe(Layer.provide(StoreLive.layer))

import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import type { Events } from "../../services/Events.ts"
import { isEnded, Task, TaskEnded, type TaskEventType, type TaskHandle } from "../../services/Tasks.ts"
import type { TaskStore } from "../../services/TaskStore.ts"
import type { ToolOutput } from "../../services/ToolRegistry.ts"
import type { Outcome } from "./outcome.ts"
import { mayBecome } from "./transitions.ts"

/** What people say to a task that does not listen: the last of it is kept. */
const unheard = 64

/** Where a task tells what becomes of it. */
export interface Surroundings {
  readonly events: Events["Service"]
  readonly store: TaskStore["Service"]
  readonly changed: (task: Task) => Effect.Effect<void>
}

export type Data = Readonly<Record<string, unknown>>

/** Who asked a task to stop, and why. */
export interface Stop {
  readonly reason: string
  readonly actor: string
}

/** A task of the table. */
export interface Entry {
  readonly task: () => Task
  readonly output: () => ToolOutput | undefined
  readonly handle: TaskHandle
  readonly begin: Effect.Effect<void>
  /** Once, whoever is first; afterwards nothing of the task changes and no event of it comes. */
  readonly end: (outcome: Outcome) => Effect.Effect<void>
  readonly intervene: (guidance: string, actor: string) => Effect.Effect<void, TaskEnded>
  readonly ended: Effect.Effect<Task>
  readonly fiber: Deferred.Deferred<Fiber.Fiber<void>>
  /** The first who asks is the one who stopped it. */
  readonly stop: (stop: Stop) => void
  readonly stopped: () => Stop | undefined
}

const between0And1 = (progress: number): number => Math.min(1, Math.max(0, progress || 0))

/** A task that is to begin, or with its output one that ended before. */
export const makeEntry = Effect.fnUntraced(function*(
  { changed, events, store }: Surroundings,
  first: Task,
  firstOutput?: ToolOutput
) {
  const { actor, id } = first
  const lock = yield* Semaphore.make(1)
  const done = yield* Deferred.make<Task>()
  const fiber = yield* Deferred.make<Fiber.Fiber<void>>()
  const guidance = yield* Queue.sliding<string>(unheard)
  let task = first
  let output = firstOutput
  let stopped: Stop | undefined
  if (isEnded(first.status)) yield* Deferred.succeed(done, first)

  /** One thing at a time happens to a task, and wholly; to one that ended nothing does. */
  const whileAlive = <E>(happens: Effect.Effect<void, E>) =>
    Effect.suspend(() => isEnded(task.status) ? Effect.void : happens).pipe(lock.withPermit, Effect.uninterruptible)

  const set = (change: Partial<Task>) =>
    Effect.suspend(() => {
      task = new Task({ ...task, ...change })
      return Effect.andThen(store.save(task, output), changed(task))
    })

  const tell = (type: TaskEventType, data: Data, who = actor, keep = false) =>
    Effect.flatMap(
      events.publish({ topic: id, type, data, actor: who, ...(keep ? { keep: true } : {}) }),
      (event) => store.append(id, event)
    )

  const handle: TaskHandle = {
    id,
    update: (change) =>
      whileAlive(Effect.suspend(() => {
        const { progress = task.progress, status = task.status } = change
        if (status !== task.status && (isEnded(status) || !mayBecome(task.status, status))) {
          return Effect.die(new Error(`A task that is ${task.status} cannot become ${status}`))
        }
        return set({ ...change, progress: between0And1(progress) })
      })),
    publish: (type, data) => whileAlive(tell(type, data)),
    guidance: Stream.fromQueue(guidance)
  }

  const end = ({ actor: who, change, data, output: left, type }: Outcome) =>
    whileAlive(Effect.gen(function*() {
      output = left
      yield* set({ ...change, ended: yield* Clock.currentTimeMillis })
      const counts = {
        total_modules: task.totalModules,
        success_rate: task.totalModules === 0 ? 1 : task.modulesComplete / task.totalModules
      }
      yield* tell(type, type === "TASK_COMPLETE" ? counts : data, who)
      yield* Queue.shutdown(guidance)
      yield* Deferred.succeed(done, task)
    }))

  const entry: Entry = {
    task: () => task,
    output: () => output,
    handle,
    begin: Effect.andThen(
      set({}),
      tell("TASK_STARTED", { goal: first.goal, ...(first.tool === undefined ? {} : { tool: first.tool }) }, actor, true)
    ),
    end,
    intervene: (text, who) =>
      Effect.suspend(() =>
        isEnded(task.status)
          ? new TaskEnded({ id, status: task.status })
          : Effect.andThen(tell("INTERVENTION", { guidance: text }, who), Queue.offer(guidance, text))
      ).pipe(lock.withPermit, Effect.uninterruptible, Effect.asVoid),
    ended: Deferred.await(done),
    fiber,
    stop: (stop) => {
      stopped ??= stop
    },
    stopped: () => stopped
  }
  return entry
})

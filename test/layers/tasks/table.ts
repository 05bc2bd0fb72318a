import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import * as MemoryStore from "../../../src/layers/tasks/MemoryStore.ts"
import * as TasksLive from "../../../src/layers/TasksLive.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import { type Event, Events } from "../../../src/services/Events.ts"
import type { Task } from "../../../src/services/Tasks.ts"
import type { ToolOutput } from "../../../src/services/ToolRegistry.ts"

export const done: ToolOutput = { content: [{ type: "text", text: "done" }] }

/** A table over a registry of its own, in memory. */
export const tableWith = (limits: Partial<TasksLive.Limits> = {}) =>
  TasksLive.layerWith({ ...TasksLive.limits, ...limits }).pipe(
    Layer.provide(MemoryStore.layer),
    Layer.provideMerge(ToolRegistryLive.layer),
    Layer.provideMerge(EventsLive.layer)
  )

export const table = tableWith()

/** The events of a task that are held. */
export const eventsOf = Effect.fnUntraced(function*(id: string) {
  const events = yield* Events
  return (yield* events.page({ topic: id, limit: 5000 })).events
})

export const typesOf = (id: string) => Effect.map(eventsOf(id), (events) => events.map(({ type }) => type))

/** Reads a task's events to its last one. */
export const watch = Effect.fnUntraced(function*(id: string, onEach: Effect.Effect<void> = Effect.void) {
  const events = yield* Events
  const seen: Array<Event> = []
  yield* events.subscribe({ topic: id, from: 1 }).pipe(
    Stream.takeUntil((one) => one._tag === "Event" && isLast(one.event)),
    Stream.runForEach((one) => Effect.andThen(Effect.sync(() => one._tag === "Event" && seen.push(one.event)), onEach))
  )
  return seen
})

export const isLast = ({ type }: Event): boolean => ["TASK_COMPLETE", "TASK_FAILED", "TASK_STOPPED"].includes(type)

export const statusOf = ({ status }: Task) => status

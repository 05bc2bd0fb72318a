import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Event } from "./Events.ts"
import type { Task } from "./Tasks.ts"
import type { ToolOutput } from "./ToolRegistry.ts"

/** A task as it is kept: what it shows, what it answered, and its events in order. */
export interface StoredTask {
  readonly task: Task
  readonly output?: ToolOutput
  readonly events: ReadonlyArray<Event>
}

/**
 * Where tasks are kept beyond the memory of the process. Nothing of it fails a task: a store that cannot write says so in
 * the log.
 */
export class TaskStore extends Context.Service<TaskStore, {
  /** What was kept, the oldest first. */
  readonly load: Effect.Effect<ReadonlyArray<StoredTask>>
  readonly save: (task: Task, output?: ToolOutput) => Effect.Effect<void>
  readonly append: (id: string, event: Event) => Effect.Effect<void>
  readonly remove: (id: string) => Effect.Effect<void>
}>()("qtmcp/services/TaskStore") {}

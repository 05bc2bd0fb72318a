import * as Effect from "effect/Effect"
import { HoldLimit } from "../../services/Pause.ts"
import type { TaskHandle, TaskWork } from "../../services/Tasks.ts"
import { type CallContext, CurrentCall, type ToolRegistry } from "../../services/ToolRegistry.ts"
import { bounded, type PathOf } from "../program/shown.ts"

const progressOf = (task: TaskHandle): CallContext["progress"] => (message, done, total) => {
  const known = done !== undefined && total !== undefined && total > 0 ? { progress: done / total } : {}
  return Effect.andThen(task.update({ message, ...known }), task.publish("TASK_PROGRESS", { message, ...known }))
}

/** A call of a tool as a task. What it tells of its progress becomes the task's. */
export const toolWork = (
  registry: ToolRegistry["Service"],
  path: PathOf,
  tool: string,
  input: unknown,
  actor: string
): TaskWork => ({
  goal: tool,
  tool,
  arguments: bounded(input, path),
  run: (task) =>
    Effect.andThen(task.update({ status: "generating" }), registry.call(tool, input)).pipe(
      Effect.provideService(CurrentCall, { actor, progress: progressOf(task) }),
      // Nobody waits for its answer: a pause may take as long as it likes.
      Effect.provideService(HoldLimit, "Infinity")
    )
})

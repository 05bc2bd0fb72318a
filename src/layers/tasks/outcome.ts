import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Task, TaskEventType } from "../../services/Tasks.ts"
import type { ToolOutput } from "../../services/ToolRegistry.ts"
import type { Stop } from "./Entry.ts"

/** How a task ends: what it is then, and its last event. */
export interface Outcome {
  readonly change: Partial<Task>
  readonly type: TaskEventType
  readonly data: Readonly<Record<string, unknown>>
  readonly actor?: string
  readonly output?: ToolOutput
}

export const stoppedBy = ({ actor, reason }: Stop): Outcome => ({
  change: { status: "stopped", error: reason },
  type: "TASK_STOPPED",
  data: { reason },
  actor
})

const failedWith = (error: string): Outcome => ({
  change: { status: "failed", error },
  type: "TASK_FAILED",
  data: { error }
})

/** What the end of its run makes of a task. A defect is a failure of the task and of nothing else. */
export const outcomeOf = Effect.fnUntraced(function*(
  exit: Exit.Exit<ToolOutput, { readonly message: string }>,
  stop: Stop
) {
  if (Exit.isSuccess(exit)) {
    const outcome: Outcome = {
      change: { status: "completed", progress: 1 },
      type: "TASK_COMPLETE",
      data: {},
      output: exit.value
    }
    return outcome
  }
  if (Cause.hasInterruptsOnly(exit.cause)) return stoppedBy(stop)
  const failure = exit.cause.reasons.find(Cause.isFailReason)
  if (failure !== undefined) return failedWith(failure.error.message)
  yield* Effect.logError("A task died", exit.cause)
  return failedWith(`A defect of the bridge, please report it: ${Cause.pretty(exit.cause).split("\n")[0]}`)
})

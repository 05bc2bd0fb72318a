import type { TaskStatus } from "../../services/Tasks.ts"

/**
 * What a task may become (gateway notes, task states). Its run moves it through the states that are not final; how the run
 * ends decides which of the final ones it comes to, and that may be at any time. The workflow may find in a test that it
 * has to refine, plan or ask anew.
 */
export const transitions: Readonly<Record<TaskStatus, ReadonlyArray<TaskStatus>>> = {
  created: ["gathering_requirements", "planning", "generating", "completed", "failed", "stopped"],
  gathering_requirements: ["planning", "generating", "completed", "failed", "stopped"],
  planning: ["gathering_requirements", "generating", "completed", "failed", "stopped"],
  generating: ["planning", "testing", "refining", "completed", "failed", "stopped"],
  testing: ["planning", "generating", "refining", "completed", "failed", "stopped"],
  refining: ["planning", "generating", "testing", "completed", "failed", "stopped"],
  completed: [],
  failed: [],
  stopped: []
}

/** Whether a task may go from one state to another; to stay where it is is none of the moves. */
export const mayBecome = (from: TaskStatus, to: TaskStatus): boolean => transitions[from].includes(to)

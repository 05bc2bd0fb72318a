import type { Task } from "../../services/Tasks.ts"

/** A task as data, in the words of the gateway notes; times are epoch milliseconds. */
export const taskData = (task: Task) => ({
  task_id: task.id,
  goal: task.goal,
  status: task.status,
  actor: task.actor,
  created: task.created,
  progress: task.progress,
  current_module: task.currentModule ?? null,
  iteration: task.iteration,
  modules_complete: task.modulesComplete,
  total_modules: task.totalModules,
  ...(task.tool === undefined ? {} : { tool: task.tool, arguments: task.arguments ?? {} }),
  ...(task.message === undefined ? {} : { message: task.message }),
  ...(task.error === undefined ? {} : { error: task.error }),
  ...(task.ended === undefined ? {} : { ended: task.ended })
})

const percent = ({ progress }: Task): string => progress > 0 && progress < 1 ? ` ${Math.round(progress * 100)} %` : ""

/** A task in a line. */
export const taskLine = (task: Task): string => {
  const took = task.ended === undefined ? "" : ` after ${Math.round((task.ended - task.created) / 100) / 10} s`
  return `${task.id} ${task.goal}: ${task.status}${percent(task)}${took}, by ${task.actor}`
}

/** The same with what it said last, or why it ended as it did. */
export const taskText = (task: Task): string => {
  const said = task.error ?? (task.ended === undefined ? task.message : undefined)
  return said === undefined ? taskLine(task) : `${taskLine(task)}\n${said}`
}

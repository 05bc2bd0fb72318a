import { Task, type TaskWork } from "../../services/Tasks.ts"

/** A task as it is when it begins. */
export const newTask = <R>(id: string, { arguments: input, goal, tool }: TaskWork<R>, actor: string, created: number) =>
  new Task({
    id,
    goal,
    ...(tool === undefined ? {} : { tool }),
    ...(input === undefined ? {} : { arguments: input }),
    status: "created",
    actor,
    created,
    progress: 0,
    iteration: 0,
    modulesComplete: 0,
    totalModules: 0
  })

import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import type { ToolOutput, UnknownTool } from "./ToolRegistry.ts"

/** The states of a task (gateway notes, task states); the last three are final. A tool's run is `generating`. */
export const TaskStatus = Schema.Literals([
  "created",
  "gathering_requirements",
  "planning",
  "generating",
  "testing",
  "refining",
  "completed",
  "failed",
  "stopped"
])
export type TaskStatus = typeof TaskStatus.Type

/** The types of a task's events (gateway notes); `TASK_PROGRESS` and `INTERVENTION` are this project's. */
export const TaskEventType = Schema.Literals([
  "TASK_STARTED",
  "REQUIREMENTS_COMPLETE",
  "PLANNING_STARTED",
  "PLANNING_COMPLETE",
  "GENERATION_STARTED",
  "MODULE_STARTED",
  "MODULE_ITERATION",
  "MODULE_COMPLETE",
  "GENERATION_COMPLETE",
  "TASK_PROGRESS",
  "INTERVENTION",
  "TASK_COMPLETE",
  "TASK_FAILED",
  "TASK_STOPPED",
  "ERROR"
])
export type TaskEventType = typeof TaskEventType.Type

/** A task as every door shows it. Times are epoch milliseconds. */
export class Task extends Schema.Class<Task>("Task")({
  /** `task-` and eight hexadecimal digits; also the topic of its events. */
  id: Schema.String,
  /** What it is to do, in words: the prompt, or the tool's name. */
  goal: Schema.String,
  tool: Schema.optionalKey(Schema.String),
  arguments: Schema.optionalKey(Schema.Unknown),
  status: TaskStatus,
  /** Who started it: an MCP client's name, `rest`, `ws` or `local`. */
  actor: Schema.String,
  created: Schema.Finite,
  ended: Schema.optionalKey(Schema.Finite),
  /** How far it is, 0 to 1. */
  progress: Schema.Finite,
  /** What it said last. */
  message: Schema.optionalKey(Schema.String),
  currentModule: Schema.optionalKey(Schema.String),
  iteration: Schema.Int,
  modulesComplete: Schema.Int,
  totalModules: Schema.Int,
  /** Why it failed or was stopped. */
  error: Schema.optionalKey(Schema.String)
}) {}

/** A final status: nothing of the task runs any more. */
export const isEnded = (status: TaskStatus): boolean =>
  status === "completed" || status === "failed" || status === "stopped"

export class UnknownTask extends Schema.TaggedError<UnknownTask>()("UnknownTask", { id: Schema.String }) {
  override get message(): string {
    return `There is no task ${this.id}. Finished tasks are kept for a while; task_list shows those that are there.`
  }
}

/** As many tasks run as may. */
export class TooManyTasks extends Schema.TaggedError<TooManyTasks>()("TooManyTasks", { limit: Schema.Int }) {
  override get message(): string {
    if (this.limit === 0) return "This bridge runs no tasks: start it with --caps tasks or with --http."
    return `${this.limit} tasks run already, which is the limit. Wait for one to end, or cancel one.`
  }
}

/** A tool that looks after tasks is none itself. */
export class NotStartable extends Schema.TaggedError<NotStartable>()("NotStartable", { tool: Schema.String }) {
  override get message(): string {
    return `${this.tool} cannot run as a task: call it directly.`
  }
}

/** The task has no result yet. */
export class TaskRunning extends Schema.TaggedError<TaskRunning>()("TaskRunning", {
  id: Schema.String,
  status: TaskStatus
}) {
  override get message(): string {
    return `Task ${this.id} is ${this.status}: its result can be read when it has ended.`
  }
}

/** What was asked needs a task that runs. */
export class TaskEnded extends Schema.TaggedError<TaskEnded>()("TaskEnded", { id: Schema.String, status: TaskStatus }) {
  override get message(): string {
    return `Task ${this.id} is ${this.status} already; nothing was passed on to it.`
  }
}

/** What a running task is given, to tell how it goes and to hear what a person says. */
export interface TaskHandle {
  readonly id: string
  /** Changes what the task shows of itself. */
  readonly update: (
    change: Partial<
      Pick<Task, "status" | "progress" | "message" | "currentModule" | "iteration" | "modulesComplete" | "totalModules">
    >
  ) => Effect.Effect<void>
  readonly publish: (type: TaskEventType, data: Readonly<Record<string, unknown>>) => Effect.Effect<void>
  /** What people say to the task while it runs, in order (`INTERVENTION`). */
  readonly guidance: Stream.Stream<string>
}

/** Work to be run as a task. */
export interface TaskWork<R = never> {
  readonly goal: string
  readonly tool?: string
  readonly arguments?: unknown
  readonly run: (task: TaskHandle) => Effect.Effect<ToolOutput, { readonly message: string }, R>
}

/** What a task that ended has left. */
export interface TaskResult {
  readonly task: Task
  /** Absent where it failed or was stopped; `task.error` says why. */
  readonly output?: ToolOutput
}

/**
 * The one task table: a fiber for every task, which every door sees. A task's events are those of the topic that is its id;
 * `TASK_STARTED` is the first, and one of `TASK_COMPLETE`, `TASK_FAILED` and `TASK_STOPPED` the last.
 */
export class Tasks extends Context.Service<Tasks, {
  /** Starts work in a fiber of its own, for the actor of the current call. */
  readonly start: <R>(work: TaskWork<R>) => Effect.Effect<Task, TooManyTasks, R>
  /** Starts a tool of the registry as a task. */
  readonly startTool: (tool: string, input: unknown) => Effect.Effect<Task, TooManyTasks | UnknownTool | NotStartable>
  readonly get: (id: string) => Effect.Effect<Task, UnknownTask>
  /** The newest first. */
  readonly list: Effect.Effect<ReadonlyArray<Task>>
  readonly result: (id: string) => Effect.Effect<TaskResult, UnknownTask | TaskRunning>
  /** Completes when the task has ended, with what it is then. */
  readonly await: (id: string) => Effect.Effect<Task, UnknownTask>
  /** Interrupts the task and waits for its end; of a task that has ended nothing changes. */
  readonly cancel: (id: string, reason?: string) => Effect.Effect<Task, UnknownTask>
  /** Passes on what a person says to a running task. */
  readonly intervene: (id: string, guidance: string) => Effect.Effect<void, UnknownTask | TaskEnded>
  /** A task for every time one changed, began to be or is kept no longer. */
  readonly changes: Stream.Stream<Task>
}>()("qtmcp/services/Tasks") {}

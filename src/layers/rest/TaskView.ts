import * as Schema from "effect/Schema"
import { type Task, type TaskResult, TaskStatus } from "../../services/Tasks.ts"
import { instant } from "./Frame.ts"
import { ContentView, ToolArguments } from "./ToolView.ts"

const Instant = Schema.String.annotate({ description: "UTC, ISO 8601", format: "date-time" })

/** A task as REST shows it (gateway notes, `GET /tasks/{id}`), with what else is known of it. */
export const TaskView = Schema.Struct({
  task_id: Schema.String,
  status: TaskStatus,
  goal: Schema.String,
  tool: Schema.optionalKey(Schema.String),
  arguments: Schema.optionalKey(Schema.Unknown),
  actor: Schema.String.annotate({ description: "Who started it: an MCP client's name, rest, ws or local" }),
  created_at: Instant,
  ended_at: Schema.optionalKey(Instant),
  progress: Schema.Finite.annotate({ description: "0 to 1" }),
  message: Schema.optionalKey(Schema.String.annotate({ description: "What it said last" })),
  current_module: Schema.NullOr(Schema.String),
  iteration: Schema.Int,
  modules_complete: Schema.Int,
  total_modules: Schema.Int,
  error: Schema.optionalKey(Schema.String.annotate({ description: "Why it failed or was stopped" }))
}).annotate({ identifier: "Task" })

export const view = (task: Task): typeof TaskView.Type => ({
  task_id: task.id,
  status: task.status,
  goal: task.goal,
  ...(task.tool === undefined ? {} : { tool: task.tool, arguments: task.arguments ?? {} }),
  actor: task.actor,
  created_at: instant(task.created),
  ...(task.ended === undefined ? {} : { ended_at: instant(task.ended) }),
  progress: task.progress,
  ...(task.message === undefined ? {} : { message: task.message }),
  current_module: task.currentModule ?? null,
  iteration: task.iteration,
  modules_complete: task.modulesComplete,
  total_modules: task.totalModules,
  ...(task.error === undefined ? {} : { error: task.error })
})

/** What a task that ended has left; `content` and `data` where it completed, `error` where it did not. */
export const ResultView = Schema.Struct({
  task_id: Schema.String,
  status: TaskStatus,
  content: Schema.optionalKey(Schema.Array(ContentView)),
  data: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown)),
  error: Schema.optionalKey(Schema.String)
}).annotate({ identifier: "TaskResult" })

export const resultView = ({ output, task }: TaskResult): typeof ResultView.Type => ({
  task_id: task.id,
  status: task.status,
  ...(output === undefined ? {} : { content: output.content }),
  ...(output?.data === undefined ? {} : { data: output.data }),
  ...(task.error === undefined ? {} : { error: task.error })
})

/** The body of `POST /tasks`: a tool of the registry, or the coding workflow's form. */
export const NewTask = Schema.Union([
  Schema.Struct({ tool: Schema.NonEmptyString, arguments: Schema.optionalKey(ToolArguments) }),
  Schema.Struct({ prompt: Schema.NonEmptyString, answers: Schema.optionalKey(Schema.Array(Schema.String)) })
]).annotate({ identifier: "NewTask" })

export const StartedView = Schema.Struct({
  task_id: Schema.String,
  status: Schema.Literal("started"),
  websocket_url: Schema.String.annotate({ description: "Where the events of the task can be watched" })
}).annotate({ identifier: "TaskStarted" })

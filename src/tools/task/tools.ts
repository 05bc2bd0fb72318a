import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Tasks } from "../../services/Tasks.ts"
import { CurrentCall } from "../../services/ToolRegistry.ts"
import { make, text } from "../tool.ts"
import { taskData, taskLine, taskText } from "./shown.ts"

const id = { task_id: Schema.NonEmptyString.annotate({ description: "as task_start says" }) }

/** Clients give up after a minute. */
const longestWait = 50

const listedTasks = 100

/** What a task is now, and what it left where it has ended. */
const current = Effect.fnUntraced(function*(taskId: string) {
  const tasks = yield* Tasks
  const task = yield* tasks.get(taskId)
  const left = yield* Effect.catchTag(tasks.result(taskId), "TaskRunning", () => Effect.succeed({ task }))
  const shown = text(taskText(left.task), { ...taskData(left.task) })
  const output = "output" in left ? left.output : undefined
  if (output === undefined) return shown
  return {
    content: [...shown.content, ...output.content],
    data: { ...shown.data, ...(output.data === undefined ? {} : { result: output.data }) }
  }
})

/** The tools that look after tasks. */
export const taskTools = [
  make({
    name: "task_start",
    // Not held by a pause: the tool it runs is, for as long as that takes.
    kind: "admin",
    hints: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
    about: "Run a tool in the background.",
    example: { tool: "qt_wait", arguments: { for: "exists", objectName: "report" } },
    params: {
      tool: Schema.NonEmptyString.annotate({ description: "tool name" }),
      arguments: Schema.optionalKey(
        Schema.Record(Schema.String, Schema.Json).annotate({ description: "its arguments" })
      )
    },
    run: Effect.fn("task_start")(function*({ arguments: input = {}, tool }) {
      const tasks = yield* Tasks
      const task = yield* tasks.startTool(tool, input)
      return text(taskText(task), { ...taskData(task) })
    })
  }),
  make({
    name: "task_status",
    kind: "wait",
    about: "State of a task, and its tool's result when it has ended.",
    params: {
      ...id,
      wait: Schema.optionalKey(
        Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: longestWait })).annotate({
          description: "seconds to wait for its end"
        })
      )
    },
    run: Effect.fn("task_status")(function*({ task_id, wait = 0 }) {
      const tasks = yield* Tasks
      if (wait > 0) yield* Effect.timeoutOption(tasks.await(task_id), wait * 1000)
      return yield* current(task_id)
    })
  }),
  make({
    name: "task_cancel",
    kind: "admin",
    about: "Stop a task.",
    params: { ...id, reason: Schema.optionalKey(Schema.String.annotate({ description: "kept with the task" })) },
    run: Effect.fn("task_cancel")(function*({ reason, task_id }) {
      const tasks = yield* Tasks
      const { actor } = yield* CurrentCall
      yield* tasks.cancel(task_id, reason ?? `cancelled by ${actor}`)
      return yield* current(task_id)
    })
  }),
  make({
    name: "task_list",
    kind: "read",
    about: "The tasks, the newest first.",
    params: {},
    run: Effect.fn("task_list")(function*() {
      const all = yield* Tasks.use((tasks) => tasks.list)
      const newest = all.slice(0, listedTasks)
      const more = all.length > newest.length ? [`… and ${all.length - newest.length} older`] : []
      const lines = [...newest.map(taskLine), ...more]
      return text(lines.length === 0 ? "no tasks" : lines.join("\n"), { tasks: newest.map(taskData) })
    })
  })
]

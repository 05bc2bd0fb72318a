import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { Events } from "../../services/Events.ts"
import { ServerLog } from "../../services/ServerLog.ts"
import { type Task, Tasks } from "../../services/Tasks.ts"
import type { Resource, ResourceTemplate } from "../../services/ToolRegistry.ts"
import { eventLine, isIn, type View, viewOf, views } from "./eventLines.ts"
import { taskData } from "./shown.ts"

/** Instances that are listed: those of the newest tasks. All of them can be read. */
const listedTasks = 50
const readEvents = 2000
const logLines = 200

/** `task://{id}`, `logs://task/{id}/{view}` and `logs://server`: views of the task table, of its events and of the log. */
export const taskResources = Effect.gen(function*() {
  const tasks = yield* Tasks
  const events = yield* Events
  const log = yield* ServerLog

  const find = (id: string | undefined) => Effect.map(Effect.option(tasks.get(id ?? "")), Option.getOrUndefined)
  const newest = Effect.map(tasks.list, (all) => all.slice(0, listedTasks))
  /** One is there from its first change on, and gone with its last. */
  const listings = tasks.changes.pipe(
    Stream.filterEffect(({ id, status }) => Effect.map(find(id), (task) => status === "created" || task === undefined))
  )

  const ofTask = ({ goal, id }: Task): Resource => ({
    uri: `task://${id}`,
    name: id,
    description: `Task: ${goal}`,
    mimeType: "application/json",
    read: () => Effect.map(find(id), (task) => task === undefined ? "" : JSON.stringify(taskData(task), null, 1)),
    updates: tasks.changes.pipe(Stream.filter((task) => task.id === id))
  })

  const ofLog = ({ goal, id }: Task, view: View): Resource => ({
    uri: `logs://task/${id}/${view}`,
    name: `${id}-${view}`,
    description: `${view} of the task: ${goal}`,
    mimeType: "text/plain",
    read: () =>
      Effect.map(events.page({ topic: id, limit: readEvents }), (page) => {
        const lines = page.events.filter((event) => isIn(view, event)).map(eventLine)
        return [...(page.dropped > 0 ? [`… ${page.dropped} events are no longer held`] : []), ...lines].join("\n")
      }),
    updates: events.changes.pipe(Stream.filter((event) => event.topic === id && isIn(view, event)))
  })

  const templates: ReadonlyArray<ResourceTemplate> = [
    {
      template: "task://{id}",
      name: "task",
      description: "A task: its state, progress and error",
      mimeType: "application/json",
      instances: Effect.map(newest, (all) => all.map(ofTask)),
      find: (variables) =>
        Effect.map(find(variables.get("id")), (task) => task === undefined ? undefined : ofTask(task)),
      changes: Stream.map(tasks.changes, ({ id }) => `task://${id}`),
      listings
    },
    {
      template: "logs://task/{id}/{view}",
      name: "task-log",
      description: `Events of a task as lines; view is ${views.join(", ")}`,
      mimeType: "text/plain",
      instances: Effect.map(newest, (all) => all.flatMap((task) => views.map((view) => ofLog(task, view)))),
      find: Effect.fnUntraced(function*(variables) {
        const view = viewOf(variables.get("view"))
        const task = view === undefined ? undefined : yield* find(variables.get("id"))
        return task === undefined || view === undefined ? undefined : ofLog(task, view)
      }),
      changes: events.changes.pipe(
        Stream.filter(({ topic }) => topic.startsWith("task-")),
        Stream.map((event) =>
          views.filter((view) => isIn(view, event)).map((view) => `logs://task/${event.topic}/${view}`)
        ),
        Stream.flattenIterable
      ),
      listings
    }
  ]
  const resources: ReadonlyArray<Resource> = [
    {
      uri: "logs://server",
      name: "server-log",
      description: `The last ${logLines} lines of the server's log`,
      mimeType: "text/plain",
      read: () => Effect.map(log.last(logLines), (lines) => lines.join("\n")),
      updates: log.changes
    }
  ]
  return { resources, templates }
})

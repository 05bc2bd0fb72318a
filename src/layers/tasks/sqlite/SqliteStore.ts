import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { SettingsError } from "../../../services/Settings.ts"
import { type StoredTask, TaskStore } from "../../../services/TaskStore.ts"
import { reasonOf } from "../../../tools/text/reason.ts"
import { open } from "./open.ts"
import { decodeEvents, decodeTasks, encodeData, encodeOutput, encodeTask } from "./rows.ts"

/** Events of one task that are kept, the first one and the last so many. */
const keptEvents = 2000

const make = Effect.fnUntraced(function*(path: string) {
  const database = yield* open(path)
  const tasks = database.prepare("SELECT task, output FROM tasks ORDER BY created, rowid")
  const events = database.prepare("SELECT task, seq, number, at, actor, type, data FROM events ORDER BY place")
  const insertTask = database.prepare(
    "INSERT INTO tasks VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET task = excluded.task, output = excluded.output"
  )
  const insertEvent = database.prepare(
    "INSERT INTO events (task, seq, number, at, actor, type, data) VALUES (?, ?, ?, ?, ?, ?, ?)"
  )
  const trim = database.prepare("DELETE FROM events WHERE task = ? AND number BETWEEN 2 AND ?")
  const removeEvents = database.prepare("DELETE FROM events WHERE task = ?")
  const removeTask = database.prepare("DELETE FROM tasks WHERE id = ?")
  let isFailing = false

  /** A disk that is full costs the memory of tasks, once said, and no task. */
  const write = (run: () => void) =>
    Effect.try(run).pipe(
      Effect.andThen(Effect.sync(() => {
        isFailing = false
      })),
      Effect.catch(({ cause }) =>
        Effect.suspend(() => {
          const first = !isFailing
          isFailing = true
          return first
            ? Effect.logWarning(
              `--state ${path} cannot be written, tasks may not outlive this server: ${reasonOf(cause)}`
            )
            : Effect.void
        })
      )
    )

  const read = Effect.try({
    try: (): ReadonlyArray<StoredTask> => {
      const byTask = Map.groupBy(decodeEvents(events.all()), ({ task }) => task)
      return decodeTasks(tasks.all()).map(({ output, task }) => ({
        task,
        ...(output === null ? {} : { output }),
        events: (byTask.get(task.id) ?? []).map(({ task: topic, ...event }) => ({ ...event, topic }))
      }))
    },
    catch: (cause) =>
      new SettingsError({ message: `qtmcp: --state ${path} cannot be used: it is damaged (${reasonOf(cause)})` })
  })

  // Read before the server is there, so that what cannot be read is an error of the start.
  const kept = yield* read

  return TaskStore.of({
    load: Effect.succeed(kept),
    save: (task, output) =>
      write(() => {
        insertTask.run(task.id, task.created, encodeTask(task), output === undefined ? null : encodeOutput(output))
      }),
    append: (id, { actor, at, data, number, seq, type }) =>
      write(() => {
        insertEvent.run(id, seq, number, at, actor, type, encodeData(data))
        if (number > keptEvents) trim.run(id, number - keptEvents + 1)
      }),
    remove: (id) =>
      write(() => {
        removeEvents.run(id)
        removeTask.run(id)
      })
  })
})

/** Keeps the tasks in a SQLite file. A file that cannot be used is a `SettingsError` at the start. */
export const layer = (path: string) => Layer.effect(TaskStore, make(path))

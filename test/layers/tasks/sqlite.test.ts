import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as TestClock from "effect/testing/TestClock"
import * as fs from "node:fs"
import { DatabaseSync } from "node:sqlite"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import * as SqliteStore from "../../../src/layers/tasks/sqlite/SqliteStore.ts"
import * as TasksLive from "../../../src/layers/TasksLive.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import { Task, Tasks } from "../../../src/services/Tasks.ts"
import { TaskStore } from "../../../src/services/TaskStore.ts"
import type { ToolOutput } from "../../../src/services/ToolRegistry.ts"
import { newFile } from "./places.ts"
import { done, eventsOf } from "./table.ts"

/** A table as one server has it; the next one begins anew with the file. */
const server = (file: string) =>
  TasksLive.layerWith(TasksLive.limits).pipe(
    Layer.provide(SqliteStore.layer(file)),
    Layer.provideMerge(ToolRegistryLive.layer),
    Layer.provideMerge(EventsLive.layer),
    Layer.fresh
  )

const picture: ToolOutput = {
  content: [{ type: "text", text: "a picture" }, { type: "image", data: "AAAA", mimeType: "image/png" }],
  data: { width: 1, of: ["a", null] }
}

const one = (file: string, goal = "go") =>
  Effect.gen(function*() {
    const tasks = yield* Tasks
    const { id } = yield* tasks.start({
      goal,
      run: ({ publish }) => Effect.as(publish("MODULE_COMPLETE", { module_name: "a" }), picture)
    })
    return yield* tasks.await(id)
  }).pipe(Effect.provide(server(file)))

const open = (file: string) => Effect.provide(Tasks.use(({ list }) => list), server(file))

const exec = (file: string, ...statements: ReadonlyArray<string>): void => {
  const database = new DatabaseSync(file)
  for (const statement of statements) database.exec(statement)
  database.close()
}

const fault = (file: string) => Effect.map(Effect.flip(open(file)), ({ message }) => message)

describe("tasks in a file", () => {
  it.effect("that ended are there for the next server, with results and events and their times", () =>
    Effect.gen(function*() {
      const file = yield* newFile
      yield* TestClock.adjust("7 minutes")
      const task = yield* one(file)
      yield* TestClock.adjust("1 minutes")
      yield* Effect.gen(function*() {
        const tasks = yield* Tasks
        assert.deepStrictEqual(yield* tasks.list, [task])
        assert.deepStrictEqual(yield* tasks.result(task.id), { task, output: picture })
        const events = yield* eventsOf(task.id)
        assert.deepStrictEqual(events.map(({ at, data, number, type }) => ({ at, data, number, type })), [
          { at: 420_000, data: { goal: "go" }, number: 1, type: "TASK_STARTED" },
          { at: 420_000, data: { module_name: "a" }, number: 2, type: "MODULE_COMPLETE" },
          { at: 420_000, data: { total_modules: 0, success_rate: 1 }, number: 3, type: "TASK_COMPLETE" }
        ])
        assert.deepStrictEqual(yield* tasks.cancel(task.id), task)
      }).pipe(Effect.provide(server(file)))
      assert.strictEqual(fs.statSync(file).mode & 0o077, 0)
    }))

  it.effect("that ran when the server ended are stopped: by it, or by what came over it", () =>
    Effect.gen(function*() {
      const file = yield* newFile
      const lost = new Task({
        id: "task-0000aaaa",
        goal: "long work",
        status: "generating",
        actor: "a client",
        created: 0,
        progress: 0.5,
        iteration: 0,
        modulesComplete: 0,
        totalModules: 0
      })
      const started = { topic: lost.id, type: "TASK_STARTED", data: { goal: lost.goal }, actor: "a client" }
      yield* Effect.gen(function*() {
        const store = yield* TaskStore
        yield* store.save(lost)
        yield* store.append(lost.id, { ...started, seq: 40, number: 1, at: 0 })
      }).pipe(Effect.provide(SqliteStore.layer(file)))
      const ended = yield* Effect.provide(
        Tasks.use(({ start }) => start({ goal: "stay", run: () => Effect.never })),
        server(file)
      )
      for (const _ of ["once", "and again the same"]) {
        yield* Effect.gen(function*() {
          const tasks = yield* Tasks
          const reason = "interrupted by a restart of the server"
          assert.deepInclude(yield* tasks.get(lost.id), { status: "stopped", error: reason, progress: 0.5 })
          assert.deepStrictEqual((yield* eventsOf(lost.id)).map(({ data, type }) => ({ data, type })), [
            { data: { goal: "long work" }, type: "TASK_STARTED" },
            { data: { reason }, type: "TASK_STOPPED" }
          ])
          assert.deepInclude(yield* tasks.get(ended.id), { status: "stopped", error: "the server ends" })
        }).pipe(Effect.provide(server(file)))
      }
    }))

  it.effect("are kept as long as in memory", () =>
    Effect.gen(function*() {
      const file = yield* newFile
      const task = yield* one(file)
      yield* TestClock.adjust(Duration.minutes(59))
      assert.deepStrictEqual(yield* open(file), [task])
      yield* TestClock.adjust(Duration.minutes(2))
      assert.deepStrictEqual(yield* open(file), [])
      const database = new DatabaseSync(file)
      assert.strictEqual(database.prepare("SELECT 1 FROM tasks UNION SELECT 1 FROM events").get(), undefined)
      database.close()
    }))

  it.effect("have their first event and their last ones, however many there were", () =>
    Effect.gen(function*() {
      const file = yield* newFile
      const { id } = yield* Effect.gen(function*() {
        const tasks = yield* Tasks
        const { id } = yield* tasks.start({
          goal: "flood",
          run: ({ publish }) =>
            Effect.as(
              Effect.forEach(Array.from({ length: 2600 }, (_, n) => n), (n) => publish("TASK_PROGRESS", { n }), {
                discard: true
              }),
              done
            )
        })
        return yield* tasks.await(id)
      }).pipe(Effect.provide(server(file)))
      const database = new DatabaseSync(file)
      assert.isAtMost(Number(database.prepare("SELECT count(*) AS count FROM events").get()?.["count"]), 2001)
      database.close()
      const kept = yield* Effect.provide(eventsOf(id), server(file))
      assert.deepStrictEqual([kept[0]?.number, kept.at(-1)?.number], [1, 2602], "whoever comes back reads on")
      const types = kept.map(({ type }) => type)
      assert.isAtMost(types.length, 2001)
      assert.isAtLeast(types.length, 1900)
      assert.strictEqual(types[0], "TASK_STARTED")
      assert.strictEqual(types.at(-1), "TASK_COMPLETE")
    }))
})

describe("a file that cannot be used", () => {
  const files: ReadonlyArray<readonly [string, (file: string) => void, RegExp]> = [
    ["is none of SQLite", (file) => fs.writeFileSync(file, "hello ".repeat(1000)), /no SQLite database/],
    ["is a folder", (file) => fs.mkdirSync(file), /EISDIR/],
    ["is another program's", (file) => exec(file, "CREATE TABLE theirs (a)"), /another program/],
    ["is of a later version", (file) => exec(file, "PRAGMA user_version = 9"), /version 9.*version 1/],
    [
      "holds what is no task",
      (file) => exec(file, "INSERT INTO tasks VALUES ('a', 0, '{}', NULL)"),
      /damaged/
    ]
  ]
  for (const [title, spoil, expected] of files) {
    it.effect(title, () =>
      Effect.gen(function*() {
        const file = yield* newFile
        if (/version|task/.test(title)) yield* one(file)
        spoil(file)
        const message = yield* fault(file)
        assert.match(message, expected)
        assert.include(message, `--state ${file}`)
      }))
  }

  it.effect("is cut off in the middle", () =>
    Effect.gen(function*() {
      const file = yield* newFile
      yield* one(file)
      const size = fs.statSync(file).size
      fs.truncateSync(file, size - 4096)
      assert.match(yield* fault(file), /damaged|malformed/)
    }))

  it.effect("is open in another server", () =>
    Effect.gen(function*() {
      const file = yield* newFile
      yield* Effect.gen(function*() {
        assert.match(yield* fault(file), /another server has it open/)
      }).pipe(Effect.provide(server(file)))
      assert.deepStrictEqual(yield* open(file), [])
    }))
})

describe("a file that cannot be written any more", () => {
  it.effect("is said once, and no task fails by it", () =>
    Effect.gen(function*() {
      const file = yield* newFile
      const lines: Array<string> = []
      const log = Logger.layer([Logger.make(({ message }) => void lines.push(String(message)))])
      yield* one(file)
      exec(
        file,
        "CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(FAIL, 'the disk is full'); END",
        "CREATE TRIGGER fuller BEFORE INSERT ON tasks BEGIN SELECT RAISE(FAIL, 'the disk is full'); END"
      )
      const task = yield* Effect.provide(one(file), log)
      assert.strictEqual(task.status, "completed")
      assert.lengthOf(lines, 1)
      assert.match(lines[0] ?? "", /cannot be written.*the disk is full/)
    }))
})

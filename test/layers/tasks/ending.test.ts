import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as TestClock from "effect/testing/TestClock"
import * as fc from "fast-check"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import { Events } from "../../../src/services/Events.ts"
import { type TaskHandle, Tasks } from "../../../src/services/Tasks.ts"
import { CurrentCall } from "../../../src/services/ToolRegistry.ts"
import { settled } from "../../harness/probe/soon.ts"
import { done, eventsOf, isLast, table, tableWith, typesOf, watch } from "./table.ts"

/** Work that says when it was interrupted, and takes its time for it. */
const stubborn = (gate: Latch.Latch, ended: Array<string>) =>
  Effect.never.pipe(Effect.onInterrupt(() => Effect.andThen(gate.await, Effect.sync(() => ended.push("ended")))))

describe("the cancelling of a task", () => {
  it.effect("waits for its end, which is told with the reason and with who asked; again it is harmless", () =>
    Effect.gen(function*() {
      const tasks = yield* Tasks
      const gate = yield* Latch.make()
      const ended: Array<string> = []
      const { id } = yield* tasks.start({ goal: "stay", run: () => stubborn(gate, ended) })
      yield* settled
      const both = yield* Effect.forkChild(
        Effect.all([
          tasks.cancel(id, "enough").pipe(
            Effect.provideService(CurrentCall, { actor: "rest", progress: () => Effect.void })
          ),
          Effect.andThen(Effect.yieldNow, tasks.cancel(id, "another"))
        ], { concurrency: "unbounded" })
      )
      yield* settled
      assert.isUndefined(both.pollUnsafe())
      yield* gate.open
      const [first, second] = yield* Fiber.join(both)
      assert.deepStrictEqual(ended, ["ended"])
      assert.deepInclude(first, { status: "stopped", error: "enough" })
      assert.deepStrictEqual(first, second)
      assert.deepStrictEqual(yield* tasks.cancel(id), first)
      const events = yield* eventsOf(id)
      assert.deepStrictEqual(events.map(({ actor, data, type }) => ({ actor, data, type })).slice(1), [
        { actor: "rest", data: { reason: "enough" }, type: "TASK_STOPPED" }
      ])
    }).pipe(Effect.provide(table)))

  it.effect("is its last word: what is left of it says nothing any more", () =>
    Effect.gen(function*() {
      const tasks = yield* Tasks
      const handles: Array<TaskHandle> = []
      const { id } = yield* tasks.start({
        goal: "leave something",
        run: (task) => Effect.andThen(Effect.sync(() => handles.push(task)), Effect.never)
      })
      yield* settled
      const ended = yield* tasks.cancel(id)
      for (const task of handles) {
        yield* task.publish("MODULE_COMPLETE", {})
        yield* task.update({ progress: 0.7, message: "still here" })
      }
      assert.lengthOf(handles, 1)
      assert.deepStrictEqual(yield* tasks.get(id), ended)
      assert.deepStrictEqual(yield* typesOf(id), ["TASK_STARTED", "TASK_STOPPED"])
    }).pipe(Effect.provide(table)))

  it.effect("that races with its end leaves exactly one end", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(fc.nat(12), fc.nat(12), fc.nat(3), (work, patience, cancels) =>
          Effect.runPromise(
            Effect.gen(function*() {
              const tasks = yield* Tasks
              const turns = (count: number) => Effect.repeat(Effect.yieldNow, { times: count })
              const { id } = yield* tasks.start({ goal: "race", run: () => Effect.as(turns(work), done) })
              const cancelled = yield* Effect.forEach(
                Array.from({ length: cancels + 1 }, (_, index) => patience + index),
                (count) => Effect.andThen(turns(count), tasks.cancel(id)),
                { concurrency: "unbounded" }
              )
              const task = yield* tasks.await(id)
              for (const one of cancelled) assert.deepStrictEqual(one, task)
              const events = yield* eventsOf(id)
              assert.deepStrictEqual(events.filter(isLast).length, 1)
              assert.strictEqual(events.at(-1)?.type, task.status === "completed" ? "TASK_COMPLETE" : "TASK_STOPPED")
              assert.strictEqual((yield* tasks.result(id)).output === undefined, task.status === "stopped")
            }).pipe(Effect.provide(table))
          )),
        { numRuns: 150 }
      )
    ))

  it.effect("of all comes with the end of the server, which waits for it", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const bus = yield* Layer.build(EventsLive.layer)
      const gate = yield* Latch.make()
      const ended: Array<string> = []
      yield* Effect.gen(function*() {
        const context = yield* Layer.buildWithScope(tableWith(), scope)
        const started = yield* Effect.provide(
          Effect.gen(function*() {
            const tasks = yield* Tasks
            const events = yield* Events
            const run = () => stubborn(gate, ended)
            const all = yield* Effect.forEach(Array.from({ length: 5 }), () => tasks.start({ goal: "stay", run }))
            yield* settled
            return { tasks, events, ids: all.map(({ id }) => id) }
          }),
          context
        )
        const closing = yield* Effect.forkChild(Scope.close(scope, Exit.void))
        yield* settled
        assert.isUndefined(closing.pollUnsafe())
        yield* gate.open
        yield* Fiber.join(closing)
        assert.lengthOf(ended, 5)
        for (const id of started.ids) {
          assert.deepInclude(yield* started.tasks.get(id), { status: "stopped", error: "the server ends" })
          const { events } = yield* started.events.page({ topic: id })
          assert.deepInclude(events.at(-1), { type: "TASK_STOPPED", data: { reason: "the server ends" } })
        }
        const late = yield* Effect.exit(started.tasks.start({ goal: "late", run: () => Effect.never }))
        assert.isTrue(Exit.isFailure(late))
      }).pipe(Effect.provide(bus))
    }))
})

describe("how many tasks there are", () => {
  it.effect("at once is limited, and all are served at the same time", () =>
    Effect.gen(function*() {
      const tasks = yield* Tasks
      const gate = yield* Deferred.make<void>()
      const run = () => Effect.as(Deferred.await(gate), done)
      const all = yield* Effect.forEach(Array.from({ length: 32 }), () => tasks.start({ goal: "wait", run }), {
        concurrency: "unbounded"
      })
      assert.strictEqual(new Set(all.map(({ id }) => id)).size, 32)
      const watchers = yield* Effect.forkChild(
        Effect.forEach(all.flatMap(({ id }) => [id, id]), (id) => watch(id), { concurrency: "unbounded" })
      )
      yield* settled
      const refused = yield* Effect.flip(tasks.start({ goal: "one more", run }))
      assert.deepInclude(refused, { _tag: "TooManyTasks", limit: 32 })
      yield* Deferred.succeed(gate, undefined)
      for (const { id } of all) assert.strictEqual((yield* tasks.await(id)).status, "completed")
      for (const seen of yield* Fiber.join(watchers)) {
        assert.deepStrictEqual(seen.map(({ type }) => type), ["TASK_STARTED", "TASK_COMPLETE"])
      }
      const next = yield* tasks.start({ goal: "one more", run })
      assert.strictEqual((yield* tasks.await(next.id)).status, "completed")
    }).pipe(Effect.provide(table)))

  it.effect("are kept is limited: the ones that ended first go", () =>
    Effect.gen(function*() {
      const tasks = yield* Tasks
      const staying = yield* tasks.start({ goal: "stay", run: () => Effect.never })
      const ids: Array<string> = []
      for (let count = 0; count < 8; count += 1) {
        const { id } = yield* tasks.start({ goal: "go", run: () => Effect.succeed(done) })
        yield* tasks.await(id)
        yield* TestClock.adjust("1 second")
        ids.push(id)
      }
      const kept = (yield* tasks.list).map(({ id }) => id)
      assert.deepStrictEqual(kept, [...ids.slice(-3).toReversed(), staying.id])
      assert.deepStrictEqual(yield* typesOf(ids[0] ?? ""), [])
    }).pipe(Effect.provide(tableWith({ ended: 3 }))))

  it.effect("that ended can be read for an hour, and then are gone with their events", () =>
    Effect.gen(function*() {
      const tasks = yield* Tasks
      const { id } = yield* tasks.start({ goal: "go", run: () => Effect.succeed(done) })
      const running = yield* tasks.start({ goal: "stay", run: () => Effect.never })
      yield* tasks.await(id)
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual((yield* tasks.get(id)).status, "completed")
      assert.deepStrictEqual(yield* typesOf(id), ["TASK_STARTED", "TASK_COMPLETE"])
      yield* TestClock.adjust("2 minutes")
      assert.strictEqual((yield* Effect.flip(tasks.get(id)))._tag, "UnknownTask")
      assert.deepStrictEqual(yield* typesOf(id), [])
      yield* TestClock.adjust("1 days")
      assert.strictEqual((yield* tasks.get(running.id)).status, "created")
    }).pipe(Effect.provide(tableWith({ retention: Duration.hours(1) }))))
})

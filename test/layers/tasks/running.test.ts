import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import * as Stream from "effect/Stream"
import { mayBecome, transitions } from "../../../src/layers/tasks/transitions.ts"
import { Tasks, TaskStatus, type TaskWork } from "../../../src/services/Tasks.ts"
import { CurrentCall, ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import { taskTools } from "../../../src/tools/task/tools.ts"
import { settled } from "../../harness/probe/soon.ts"
import { done, eventsOf, table, typesOf } from "./table.ts"
import { toolOf } from "./toolOf.ts"

const asClient = Effect.provideService(CurrentCall, { actor: "a client", progress: () => Effect.void })

describe("a task", () => {
  it.effect("of a tool tells its progress, and leaves the tool's answer", () =>
    Effect.gen(function*() {
      const registry = yield* ToolRegistry
      const tasks = yield* Tasks
      yield* registry.add([
        toolOf("work", "act", () =>
          Effect.gen(function*() {
            const { actor, progress } = yield* CurrentCall
            yield* progress("first half", 1, 2)
            assert.strictEqual(actor, "a client")
            return done
          }))
      ])
      const started = yield* asClient(tasks.startTool("work", { a: 1 }))
      assert.match(started.id, /^task-[0-9a-f]{8}$/)
      assert.deepInclude(started, {
        goal: "work",
        tool: "work",
        arguments: { a: 1 },
        status: "created",
        actor: "a client"
      })
      const ended = yield* tasks.await(started.id)
      assert.deepInclude(ended, { status: "completed", progress: 1, message: "first half", ended: 0 })
      assert.deepStrictEqual(yield* tasks.result(started.id), { task: ended, output: done })
      const events = yield* eventsOf(started.id)
      assert.deepStrictEqual(events.map(({ actor, data, number, type }) => ({ actor, data, number, type })), [
        { actor: "a client", data: { goal: "work", tool: "work" }, number: 1, type: "TASK_STARTED" },
        { actor: "a client", data: { message: "first half", progress: 0.5 }, number: 2, type: "TASK_PROGRESS" },
        { actor: "a client", data: { total_modules: 0, success_rate: 1 }, number: 3, type: "TASK_COMPLETE" }
      ])
    }).pipe(Effect.provide(table)))

  it.effect("that fails says why; one that dies is a failure too, and the table lives on", () =>
    Effect.gen(function*() {
      const tasks = yield* Tasks
      const failing = yield* tasks.start({ goal: "fail", run: () => Effect.fail({ message: "no such thing" }) })
      const dying = yield* tasks.start({ goal: "die", run: () => Effect.die(new Error("a bug")) })
      assert.deepInclude(yield* tasks.await(failing.id), { status: "failed", error: "no such thing" })
      const { error, status } = yield* tasks.await(dying.id)
      assert.strictEqual(status, "failed")
      assert.include(error, "a bug")
      assert.deepStrictEqual(yield* typesOf(dying.id), ["TASK_STARTED", "TASK_FAILED"])
      const { output } = yield* tasks.result(failing.id)
      assert.isUndefined(output)
      const next = yield* tasks.start({ goal: "go on", run: () => Effect.succeed(done) })
      assert.strictEqual((yield* tasks.await(next.id)).status, "completed")
    }).pipe(Effect.provide(table)))

  it.effect("that runs has no result, and hears what people say to it", () =>
    Effect.gen(function*() {
      const tasks = yield* Tasks
      const { id } = yield* tasks.start({
        goal: "listen",
        run: ({ guidance }) =>
          guidance.pipe(
            Stream.take(2),
            Stream.runCollect,
            Effect.map((said) => ({ content: [{ type: "text" as const, text: said.join(" and ") }] }))
          )
      })
      assert.deepInclude(yield* Effect.flip(tasks.result(id)), { _tag: "TaskRunning", id })
      yield* tasks.intervene(id, "smaller")
      yield* asClient(tasks.intervene(id, "faster"))
      yield* tasks.await(id)
      const { output } = yield* tasks.result(id)
      assert.deepStrictEqual(output?.content, [{ type: "text", text: "smaller and faster" }])
      const said = (yield* eventsOf(id)).filter(({ type }) => type === "INTERVENTION")
      assert.deepStrictEqual(said.map(({ actor, data }) => ({ actor, data })), [
        { actor: "local", data: { guidance: "smaller" } },
        { actor: "a client", data: { guidance: "faster" } }
      ])
      assert.strictEqual((yield* Effect.flip(tasks.intervene(id, "too late")))._tag, "TaskEnded")
      assert.strictEqual((yield* eventsOf(id)).at(-1)?.type, "TASK_COMPLETE")
    }).pipe(Effect.provide(table)))

  it.effect("is unknown where there is none", () =>
    Effect.gen(function*() {
      const tasks = yield* Tasks
      const id = "task-00000000"
      const asked = [tasks.get(id), tasks.await(id), tasks.cancel(id), tasks.intervene(id, "x"), tasks.result(id)]
        .map((ask: Effect.Effect<unknown, { readonly _tag: string }>) => Effect.flip(ask))
      for (const ask of asked) assert.strictEqual((yield* ask)._tag, "UnknownTask")
    }).pipe(Effect.provide(table)))

  it.effect("cannot be of an unknown tool, nor of one that looks after tasks", () =>
    Effect.gen(function*() {
      const registry = yield* ToolRegistry
      const tasks = yield* Tasks
      yield* registry.add(taskTools)
      assert.strictEqual((yield* Effect.flip(tasks.startTool("nothing", {})))._tag, "UnknownTool")
      for (const { name } of taskTools) {
        assert.strictEqual((yield* Effect.flip(tasks.startTool(name, {})))._tag, "NotStartable")
      }
      assert.deepStrictEqual(yield* tasks.list, [])
    }).pipe(Effect.provide(table)))

  it.effect("of a tool that acts waits for the action before it, also when an action starts it", () =>
    Effect.gen(function*() {
      const registry = yield* ToolRegistry
      const tasks = yield* Tasks
      const gate = yield* Latch.make()
      const order: Array<string> = []
      yield* registry.add([
        toolOf("act", "act", () => Effect.sync(() => order.push("act")).pipe(Effect.as(done))),
        toolOf("starts", "act", () =>
          Effect.gen(function*() {
            yield* Effect.orDie(tasks.startTool("act", {}))
            yield* gate.await
            order.push("starts")
            return done
          }))
      ])
      const first = yield* tasks.startTool("starts", {})
      yield* settled
      assert.deepStrictEqual(order, [])
      yield* gate.open
      yield* tasks.await(first.id)
      const [second] = yield* tasks.list
      yield* tasks.await(second?.id ?? "")
      assert.deepStrictEqual(order, ["starts", "act"])
    }).pipe(Effect.provide(table)))
})

describe("the states of a task", () => {
  const moved = (...states: ReadonlyArray<TaskStatus>): TaskWork => ({
    goal: states.join(),
    run: (task) => Effect.as(Effect.forEach(states, (status) => task.update({ status }), { discard: true }), done)
  })

  it.effect("are those the table allows; another is a defect of the run", () =>
    Effect.gen(function*() {
      const tasks = yield* Tasks
      const seen: Array<TaskStatus> = []
      yield* tasks.changes.pipe(
        Stream.runForEach(({ status }) => Effect.sync(() => seen.at(-1) === status || seen.push(status))),
        Effect.forkChild({ startImmediately: true })
      )
      const whole = ["gathering_requirements", "planning", "generating", "testing", "refining", "testing"] as const
      const { id } = yield* tasks.start(moved(...whole))
      yield* tasks.await(id)
      yield* settled
      assert.deepStrictEqual(seen, ["created", ...whole, "completed"])
      for (const wrong of [moved("testing"), moved("completed"), moved("generating", "created")]) {
        const { error, status } = yield* tasks.await((yield* tasks.start(wrong)).id)
        assert.strictEqual(status, "failed")
        assert.match(error ?? "", /cannot become/)
      }
    }).pipe(Effect.provide(table)))

  it("lead from the first to every other, and from a final one nowhere", () => {
    const reached = new Set<TaskStatus>(["created"])
    for (const from of reached) for (const to of transitions[from]) reached.add(to)
    assert.deepStrictEqual([...reached].sort(), [...TaskStatus.literals].sort())
    for (const status of TaskStatus.literals) {
      const isFinal = ["completed", "failed", "stopped"].includes(status)
      assert.strictEqual(transitions[status].length === 0, isFinal, status)
      assert.isFalse(mayBecome(status, status))
      if (!isFinal) assert.includeMembers([...transitions[status]], ["completed", "failed", "stopped"])
    }
  })
})

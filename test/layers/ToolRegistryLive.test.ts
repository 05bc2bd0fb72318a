import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import * as EventsLive from "../../src/layers/EventsLive.ts"
import * as ToolRegistryLive from "../../src/layers/ToolRegistryLive.ts"
import { Events } from "../../src/services/Events.ts"
import { Refused } from "../../src/services/ProbeError.ts"
import {
  CurrentCall,
  type Tool,
  type ToolKind,
  type ToolOutput,
  ToolRegistry
} from "../../src/services/ToolRegistry.ts"
import { settled } from "../harness/probe/soon.ts"

const registry = ToolRegistryLive.layer.pipe(Layer.provideMerge(EventsLive.layer))

const done: ToolOutput = { content: [{ type: "text", text: "done" }] }

const tool = (name: string, kind: ToolKind, run: Tool["run"]): Tool => ({
  name,
  kind,
  description: "",
  inputSchema: {},
  wire: { newest: [], seed: [] },
  run
})

describe("a call of a tool", () => {
  it.effect("that acts waits for the action before it; one that reads does not", () =>
    Effect.gen(function*() {
      const tools = yield* ToolRegistry
      const gate = yield* Latch.make()
      const order: Array<string> = []
      const noted = (name: string, kind: ToolKind, wait: Effect.Effect<void>) =>
        tool(name, kind, () => Effect.sync(() => order.push(name)).pipe(Effect.andThen(wait), Effect.as(done)))
      yield* tools.add([
        noted("first", "act", gate.await),
        noted("second", "act", Effect.void),
        noted("look", "read", Effect.void)
      ])
      const first = yield* Effect.forkChild(tools.call("first", {}))
      yield* settled
      const second = yield* Effect.forkChild(tools.call("second", {}))
      yield* settled
      yield* tools.call("look", {})
      assert.deepStrictEqual(order, ["first", "look"])
      yield* gate.open
      yield* Fiber.join(first)
      yield* Fiber.join(second)
      assert.deepStrictEqual(order, ["first", "look", "second"])
    }).pipe(Effect.provide(registry)))

  it.effect("belongs to who calls, also where the tool was added within the call of another", () =>
    Effect.gen(function*() {
      const tools = yield* ToolRegistry
      const asked: Array<string> = []
      const who = tool(
        "who",
        "act",
        () => Effect.andThen(Effect.map(CurrentCall, ({ actor }) => asked.push(actor)), Effect.succeed(done))
      )
      const by = (actor: string) => Effect.provideService(CurrentCall, { actor, progress: () => Effect.void })
      yield* tools.add([tool("grow", "act", () => Effect.as(tools.add([who]), done))])
      yield* by("first")(tools.call("grow", {}))
      yield* by("second")(tools.call("who", {}))
      yield* by("third")(tools.call("who", {}))
      assert.deepStrictEqual(asked, ["second", "third"])
    }).pipe(Effect.provide(registry)))

  it.effect("gives its turn back when it is interrupted, and lets actions inside it run", () =>
    Effect.gen(function*() {
      const tools = yield* ToolRegistry
      yield* tools.add([
        tool("stuck", "act", () => Effect.never),
        tool("act", "act", () => Effect.succeed(done)),
        tool("batch", "act", () => tools.call("act", {}))
      ])
      const stuck = yield* Effect.forkChild(tools.call("stuck", {}))
      yield* settled
      yield* Fiber.interrupt(stuck)
      assert.deepStrictEqual(yield* tools.call("batch", {}), done)
    }).pipe(Effect.provide(registry)))

  it.effect("fails with the text of the error, or as a defect that is told as one, and is an event either way", () =>
    Effect.gen(function*() {
      const tools = yield* ToolRegistry
      yield* tools.add([
        tool("good", "read", () => Effect.succeed(done)),
        tool("refused", "read", () => Effect.fail(new Refused({ reason: "It would harm the application." }))),
        tool("broken", "read", () => Effect.die(new Error("a bug")))
      ])
      yield* tools.call("good", {})
      assert.strictEqual((yield* Effect.flip(tools.call("refused", {}))).message, "It would harm the application.")
      assert.include((yield* Effect.flip(tools.call("broken", {}))).message, "A defect of the bridge")
      const unknown = yield* Effect.flip(tools.call("nothing", {}))
      assert.include(unknown.message, "good, refused, broken")
      const { events } = yield* Effect.flatMap(Events, (bus) => bus.page({ topic: "tools" }))
      const ended = events.filter(({ type }) => type === "call").map(({ data }) => data)
      assert.deepStrictEqual(ended, [
        { tool: "good", ok: true, ms: 0, call: 1, text: "done" },
        { tool: "refused", ok: false, ms: 0, call: 2, text: "It would harm the application." },
        { tool: "broken", ok: false, ms: 0, call: 3, text: "A defect of the bridge, please report it: Error: a bug" }
      ])
      const started = events.filter(({ type }) => type === "call_started").map(({ data }) => data)
      assert.deepStrictEqual(started, [
        { tool: "good", call: 1, arguments: {} },
        { tool: "refused", call: 2, arguments: {} },
        { tool: "broken", call: 3, arguments: {} }
      ])
    }).pipe(Effect.provide(registry)))

  it.effect("is seen by others before the caller has its answer, by whom, and without what goes into a password field", () =>
    Effect.gen(function*() {
      const tools = yield* ToolRegistry
      const events = yield* Events
      yield* tools.add([
        tool("fill", "read", () => Effect.succeed({ content: [{ type: "text", text: "x".repeat(5000) }] }))
      ])
      const steps = [
        { do: "fill", target: "Password", value: "hunter2" },
        { do: "fill", target: "Name", value: "Ada ".repeat(1000) },
        { login: { passphrase: ["hunter2"] } }
      ]
      const seen = yield* tools.call("fill", { steps }).pipe(
        Effect.andThen(events.page({ topic: "tools" })),
        Effect.provideService(CurrentCall, { actor: "some client", progress: () => Effect.void })
      )
      assert.deepStrictEqual(seen.events.map(({ actor, type }) => ({ actor, type })), [
        { actor: "some client", type: "call_started" },
        { actor: "some client", type: "call" }
      ])
      assert.notInclude(JSON.stringify(seen), "hunter2")
      assert.isBelow(JSON.stringify(seen).length, 3000)
    }).pipe(Effect.provide(registry)))

  it.effect("that is interrupted has ended too", () =>
    Effect.gen(function*() {
      const tools = yield* ToolRegistry
      const events = yield* Events
      yield* tools.add([tool("stuck", "act", () => Effect.never)])
      const stuck = yield* Effect.forkChild(tools.call("stuck", {}))
      yield* settled
      yield* Fiber.interrupt(stuck)
      const { events: [started, ended] } = yield* events.page({ topic: "tools" })
      assert.strictEqual(started?.type, "call_started")
      assert.deepInclude(ended?.data, { tool: "stuck", ok: false, call: 1 })
    }).pipe(Effect.provide(registry)))

  it.effect("tells the caller that it still runs after 2 s, then every 5 s", () =>
    Effect.gen(function*() {
      const tools = yield* ToolRegistry
      yield* tools.add([tool("slow", "read", () => Effect.as(Effect.sleep("13 seconds"), done))])
      const told: Array<string> = []
      const call = yield* Effect.forkChild(
        tools.call("slow", {}).pipe(
          Effect.provideService(CurrentCall, {
            actor: "test",
            progress: (message) => Effect.sync(() => void told.push(message))
          })
        )
      )
      yield* settled
      for (let second = 0; second < 30; second += 1) yield* TestClock.adjust("1 seconds")
      assert.deepStrictEqual(yield* Fiber.join(call), done)
      assert.deepStrictEqual(told, ["still running after 2 s", "still running after 7 s", "still running after 12 s"])
    }).pipe(Effect.provide(registry)))

  it.effect("whose result is over the cap can be read on as a resource", () =>
    Effect.gen(function*() {
      const tools = yield* ToolRegistry
      const text = "line\n".repeat(20_000)
      yield* tools.add([tool("long", "read", () => Effect.succeed({ content: [{ type: "text", text }] }))])
      const { content: [first] } = yield* tools.call("long", {})
      const cut = first?.type === "text" ? first.text : ""
      const uri = /qtmcp:\/\/results\?\S+/.exec(cut)?.[0] ?? ""
      const rest = yield* tools.read(uri)
      assert.strictEqual(cut.slice(0, Number(/offset=(\d+)/.exec(uri)?.[1])) + rest.text, text)
      assert.strictEqual((yield* Effect.flip(tools.read("qtmcp://nothing")))._tag, "UnknownResource")
    }).pipe(Effect.provide(registry)))
})

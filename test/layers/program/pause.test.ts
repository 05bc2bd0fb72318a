import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import { Events } from "../../../src/services/Events.ts"
import { HoldLimit, NextPart, Paused } from "../../../src/services/Pause.ts"
import {
  CurrentCall,
  type Tool,
  type ToolKind,
  type ToolOutput,
  ToolRegistry
} from "../../../src/services/ToolRegistry.ts"
import { settled } from "../../harness/probe/soon.ts"

const live = ToolRegistryLive.layer.pipe(Layer.provideMerge(EventsLive.layer))

const done: ToolOutput = { content: [{ type: "text", text: "done" }] }

const tool = (name: string, kind: ToolKind, run: Effect.Effect<unknown, { readonly message: string }>): Tool => ({
  name,
  kind,
  description: "",
  inputSchema: {},
  wire: { newest: [], seed: [] },
  run: () => Effect.as(run, done)
})

const as = (actor: string) => Effect.provideService(CurrentCall, { actor, progress: () => Effect.void })

/** A registry with an action of each kind, and the order in which they ran. */
const make = Effect.gen(function*() {
  const registry = yield* ToolRegistry
  const ran: Array<string> = []
  const noted = (name: string, kind: ToolKind) => tool(name, kind, Effect.sync(() => ran.push(name)))
  yield* registry.add([
    noted("one", "act"),
    noted("two", "act"),
    noted("three", "launch"),
    noted("four", "exec"),
    noted("look", "read"),
    noted("wait", "wait"),
    noted("status", "admin")
  ])
  const begin = (name: string) => Effect.tap(Effect.forkChild(registry.call(name, {})), () => settled)
  return { registry, ran, begin }
})

const types = Effect.gen(function*() {
  const { events } = yield* Effect.flatMap(Events, (bus) => bus.page({ topic: "tools" }))
  return events.map(({ actor, type }) => `${type} ${actor}`)
})

describe("a pause", () => {
  it.effect("holds what acts and nothing else, and lets it go on in the order in which it came", () =>
    Effect.gen(function*() {
      const { begin, ran, registry } = yield* make
      yield* as("Ada")(registry.pause)
      const held = yield* Effect.forEach(["one", "two", "three", "four"], begin)
      for (const name of ["look", "wait", "status"]) yield* registry.call(name, {})
      assert.deepStrictEqual(ran, ["look", "wait", "status"])
      yield* registry.resume
      yield* Effect.forEach(held, Fiber.join)
      assert.sameMembers(ran.slice(3), ["one", "two", "three", "four"])
      assert.isBelow(ran.indexOf("one"), ran.indexOf("two"))
    }).pipe(Effect.provide(live)))

  it.effect("is told with who and since when, once, and so is what it holds", () =>
    Effect.gen(function*() {
      const { begin, registry } = yield* make
      yield* TestClock.setTime(1000)
      assert.deepStrictEqual(yield* registry.paused, { _tag: "running" })
      const paused = { _tag: "paused", by: "Ada", since: 1000 } as const
      assert.deepStrictEqual(yield* as("Ada")(registry.pause), paused)
      yield* TestClock.adjust("1 seconds")
      assert.deepStrictEqual(yield* as("Bob")(registry.pause), paused)
      assert.deepStrictEqual(yield* registry.paused, paused)
      const call = yield* begin("one")
      assert.deepStrictEqual(yield* as("Bob")(registry.resume), { _tag: "running" })
      yield* Fiber.join(call)
      yield* registry.resume
      assert.deepStrictEqual(yield* types, [
        "paused Ada",
        "call_started local",
        "call_held local",
        "resumed Bob",
        "call local"
      ])
    }).pipe(Effect.provide(live)))

  it.effect("is answered when it has held an action for as long as that may wait; nothing of it is done then or later", () =>
    Effect.gen(function*() {
      const { begin, ran, registry } = yield* make
      yield* as("Ada")(registry.pause)
      const first = yield* begin("one")
      yield* TestClock.adjust("10 seconds")
      const second = yield* begin("two")
      yield* TestClock.adjust("19999 millis")
      assert.isUndefined(first.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      const failure = yield* Effect.flip(Fiber.join(first))
      assert.match(
        failure.message,
        /^Paused: a person \(Ada\) holds all actions since 00:00:00 UTC\. one was held for 30 s/
      )
      assert.include(failure.message, "nothing of it was done")
      assert.isTrue("cause" in failure && failure.cause instanceof Paused)
      assert.isUndefined(second.pollUnsafe())
      yield* TestClock.adjust("10 seconds")
      assert.match((yield* Effect.flip(Fiber.join(second))).message, /two was held for 30 s/)
      yield* registry.resume
      yield* settled
      assert.deepStrictEqual(ran, [])
    }).pipe(Effect.provide(live)))

  it.effect("does not stop what has begun, holds what waits behind it, and counts from its own beginning", () =>
    Effect.gen(function*() {
      const { begin, ran, registry } = yield* make
      const gate = yield* Latch.make()
      yield* registry.add([tool("long", "act", gate.await)])
      const long = yield* begin("long")
      const next = yield* begin("one")
      yield* TestClock.adjust("1 minute")
      yield* registry.pause
      yield* TestClock.adjust("20 seconds")
      yield* gate.open
      assert.deepStrictEqual(yield* Fiber.join(long), done)
      yield* settled
      assert.deepStrictEqual([ran, next.pollUnsafe()], [[], undefined])
      yield* TestClock.adjust("10 seconds")
      assert.match((yield* Effect.flip(Fiber.join(next))).message, /one was held for 30 s/)
    }).pipe(Effect.provide(live)))

  it.effect("that comes again holds what had not begun by then", () =>
    Effect.gen(function*() {
      const { begin, ran, registry } = yield* make
      const gate = yield* Latch.make()
      yield* registry.add([tool("long", "act", gate.await)])
      yield* registry.pause
      const long = yield* begin("long")
      const next = yield* begin("one")
      yield* registry.resume
      yield* settled
      yield* registry.pause
      yield* gate.open
      yield* Fiber.join(long)
      yield* settled
      assert.deepStrictEqual([ran, next.pollUnsafe()], [[], undefined])
      yield* registry.resume
      yield* Fiber.join(next)
      assert.deepStrictEqual(ran, ["one"])
    }).pipe(Effect.provide(live)))

  it.effect("lets go of a call that is cancelled, and the next takes its turn", () =>
    Effect.gen(function*() {
      const { begin, ran, registry } = yield* make
      yield* registry.pause
      const first = yield* begin("one")
      const second = yield* begin("two")
      yield* Fiber.interrupt(first)
      yield* registry.resume
      yield* Fiber.join(second)
      assert.deepStrictEqual(ran, ["two"])
    }).pipe(Effect.provide(live)))

  it.effect("holds a call without end where nobody waits for its answer", () =>
    Effect.gen(function*() {
      const { ran, registry } = yield* make
      yield* registry.pause
      const call = yield* Effect.forkChild(Effect.provideService(registry.call("one", {}), HoldLimit, "Infinity"))
      yield* TestClock.adjust("10 hours")
      assert.deepStrictEqual(ran, [])
      yield* registry.resume
      yield* Fiber.join(call)
      assert.deepStrictEqual(ran, ["one"])
    }).pipe(Effect.provide(live)))

  it.effect("holds an action of several parts at its next one, and the calls inside a batch", () =>
    Effect.gen(function*() {
      const { begin, ran, registry } = yield* make
      const gate = yield* Latch.make()
      const parts = Effect.gen(function*() {
        const next = yield* NextPart
        for (const part of ["a", "b"]) {
          ran.push(`${part} ${yield* next}`)
          yield* gate.await
        }
      })
      yield* registry.add([tool("parts", "act", parts), tool("batch", "act", registry.call("one", {}))])
      const call = yield* begin("parts")
      yield* registry.pause
      yield* gate.open
      yield* settled
      assert.deepStrictEqual(ran, ["a false"])
      yield* registry.resume
      yield* Fiber.join(call)
      assert.deepStrictEqual(ran, ["a false", "b true"])
      const batch = yield* begin("batch")
      yield* Fiber.join(batch)
      assert.deepStrictEqual(ran.at(-1), "one")
    }).pipe(Effect.provide(live)))
})

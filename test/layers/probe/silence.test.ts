import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Result from "effect/Result"
import * as TestClock from "effect/testing/TestClock"
import type { ProbeError } from "../../../src/services/ProbeError.ts"
import type { CallOptions } from "../../../src/services/ProbeSocket.ts"
import { makeScripted } from "../../harness/probe/ScriptedTransport.ts"
import { socketOn } from "../../harness/probe/socketOn.ts"
import { settled, soon } from "../../harness/probe/soon.ts"

const connected = Effect.gen(function*() {
  const probe = makeScripted()
  const under = yield* socketOn({ transport: probe.layer })
  yield* under.socket.probe
  yield* soon("ready", () => under.states.at(-1)?._tag === "ready")
  /** Asks for something the application does not answer by itself. */
  const ask = Effect.fnUntraced(function*(method: string, options?: CallOptions) {
    const before = probe.last().requests.length
    const fiber = yield* Effect.forkChild(Effect.result(under.socket.call(method, {}, options)))
    yield* soon(method, () => probe.last().requests.length > before)
    const request = probe.last().requests.at(-1)
    assert.strictEqual(request?.method, method)
    return { fiber, request: request ?? { id: 0, method, params: {} } }
  })
  const failure = (fiber: Fiber.Fiber<Result.Result<unknown, ProbeError>>) =>
    Effect.flatMap(
      Fiber.join(fiber),
      (result) => Result.isFailure(result) ? Effect.succeed(result.failure) : Effect.die(new Error("it was answered"))
    )
  const tags = () => under.states.map(({ _tag }) => _tag)
  const pass = (seconds: number) =>
    Effect.repeat(Effect.andThen(TestClock.adjust("500 millis"), settled), { times: seconds * 2 - 1 })
  return { probe, ...under, ask, failure, tags, pass }
})

const wasReady = ["idle", "connecting", "ready"]

describe("an application that answers nothing", () => {
  it.effect("blocks after 3 s and a ping unanswered for 1 s; an action gives up then", () =>
    Effect.gen(function*() {
      const { ask, failure, pass, probe, socket, states, tags } = yield* connected
      probe.deafen(true)
      const { fiber } = yield* ask("qt.ui.click", { action: true })
      yield* pass(3)
      assert.strictEqual(probe.last().requests.at(-1)?.method, "ping")
      assert.deepStrictEqual(tags(), wasReady)
      yield* pass(1)
      const error = yield* failure(fiber)
      assert.deepInclude(error, { _tag: "Blocked", method: "qt.ui.click", since: 4000 })
      assert.deepInclude(states.at(-1), { _tag: "blocked", method: "qt.ui.click", since: 0, connection: 1 })
      yield* TestClock.adjust("10 seconds")
      const sent = probe.last().requests.length
      const refused = yield* Effect.flip(socket.call("echo"))
      assert.deepInclude(refused, { _tag: "Blocked", method: "qt.ui.click", since: 14_000 })
      assert.lengthOf(probe.last().requests, sent)
      assert.isTrue(probe.last().isOpen())
    }))

  it.effect("recovers by itself with the late answer, on the same connection", () =>
    Effect.gen(function*() {
      const { ask, failure, pass, probe, socket, tags } = yield* connected
      probe.deafen(true)
      const { fiber, request } = yield* ask("qt.ui.click", { action: true })
      yield* pass(4)
      yield* failure(fiber)
      yield* TestClock.adjust("10 minutes")
      probe.deafen(false)
      probe.last().answer(request, { ok: true })
      assert.strictEqual(yield* socket.call("echo"), "echo")
      yield* settled
      assert.deepStrictEqual(tags(), [...wasReady, "blocked", "ready"])
      assert.lengthOf(probe.attempts, 1)
      assert.deepInclude(yield* socket.counts, { strays: 1, drops: 0, reconnects: 0 })
    }))

  it.effect("is not thought alive for its notifications: under a Qt 6 modal they still come", () =>
    Effect.gen(function*() {
      const { ask, failure, pass, probe, socket, tags } = yield* connected
      probe.deafen(true)
      const { fiber } = yield* ask("qt.ui.click", { action: true })
      const push = Effect.sync(() => probe.last().send({ jsonrpc: "2.0", method: "qtpilot.eventCaptured", params: {} }))
      for (let half = 0; half < 8; half += 1) yield* Effect.andThen(push, TestClock.adjust("500 millis"))
      assert.strictEqual((yield* failure(fiber))._tag, "Blocked")
      yield* push
      yield* settled
      assert.deepStrictEqual(tags(), [...wasReady, "blocked"])
      assert.strictEqual((yield* Effect.flip(socket.call("echo")))._tag, "Blocked")
      assert.strictEqual((yield* socket.counts).notifications, 9)
      yield* pass(1)
    }))

  it.effect("keeps a question that is no action waiting to its deadline, and answers it when it comes back", () =>
    Effect.gen(function*() {
      const { ask, pass, probe, tags } = yield* connected
      probe.deafen(true)
      const { fiber, request } = yield* ask("qt.models.list")
      yield* pass(20)
      assert.deepStrictEqual(tags(), [...wasReady, "blocked"])
      assert.lengthOf(probe.last().requests.filter(({ method }) => method === "ping"), 2)
      probe.last().answer(request, { result: "tree", meta: {} })
      assert.deepInclude(yield* Fiber.join(fiber), { _tag: "Success", success: "tree" })
      yield* settled
      assert.deepStrictEqual(tags(), [...wasReady, "blocked", "ready"])
    }))

  it.effect("fails it as blocked at the deadline", () =>
    Effect.gen(function*() {
      const { ask, failure, pass, probe } = yield* connected
      probe.deafen(true)
      const { fiber } = yield* ask("qt.models.list")
      yield* pass(30)
      assert.deepInclude(yield* failure(fiber), { _tag: "Blocked", since: 30_000 })
    }))

  it.effect("is noticed too when it falls silent later in a call", () =>
    Effect.gen(function*() {
      const { ask, pass, probe, socket, tags } = yield* connected
      yield* ask("slow")
      yield* pass(2)
      assert.strictEqual(yield* socket.call("echo"), "echo")
      yield* pass(2)
      assert.strictEqual(yield* socket.call("echo"), "echo")
      probe.deafen(true)
      yield* pass(12)
      assert.deepStrictEqual(tags(), [...wasReady, "blocked"])
    }))

  it.effect("is blamed on the first call that saw it, whoever asks next", () =>
    Effect.gen(function*() {
      const { ask, failure, pass, probe, states, tags } = yield* connected
      probe.deafen(true)
      const first = yield* ask("first", { action: true })
      const second = yield* ask("second", { action: true })
      yield* pass(4)
      assert.deepInclude(yield* failure(first.fiber), { _tag: "Blocked", method: "first" })
      assert.deepInclude(yield* failure(second.fiber), { _tag: "Blocked", method: "second" })
      assert.deepStrictEqual(tags(), [...wasReady, "blocked"])
      assert.deepInclude(states.at(-1), { method: "first" })
    }))
})

describe("one late answer", () => {
  it.effect("is a timeout where the application answers others, told at once for an action", () =>
    Effect.gen(function*() {
      const { ask, failure, pass, tags } = yield* connected
      const { fiber } = yield* ask("qt.ui.click", { action: true })
      yield* pass(3)
      const error = yield* failure(fiber)
      assert.deepInclude(error, { _tag: "Timeout", after: 3000, alive: true })
      assert.include(error.message, "though the application answers other requests")
      assert.deepStrictEqual(tags(), wasReady)
    }))

  it.effect("is waited for to the deadline otherwise", () =>
    Effect.gen(function*() {
      const { ask, failure, pass, tags } = yield* connected
      const { fiber } = yield* ask("qt.models.list")
      yield* pass(29)
      assert.isUndefined(fiber.pollUnsafe())
      yield* pass(1)
      assert.deepInclude(yield* failure(fiber), { _tag: "Timeout", after: 30_000, alive: true })
      assert.deepStrictEqual(tags(), wasReady)
    }))

  it.effect("is no silence while a large one is on its way", () =>
    Effect.gen(function*() {
      const { ask, probe, tags } = yield* connected
      probe.deafen(true)
      const { fiber, request } = yield* ask("huge")
      for (let second = 0; second < 20; second += 1) {
        probe.last().part()
        yield* TestClock.adjust("1 seconds")
        yield* settled
      }
      probe.last().answer(request, "at last")
      assert.deepInclude(yield* Fiber.join(fiber), { _tag: "Success", success: "at last" })
      assert.deepStrictEqual(tags(), wasReady)
    }))

  it.effect("of a call with a short deadline says nothing about the application", () =>
    Effect.gen(function*() {
      const { ask, failure, pass, probe, tags } = yield* connected
      probe.deafen(true)
      const { fiber } = yield* ask("echo", { timeout: "1 seconds", action: true })
      yield* pass(1)
      assert.deepInclude(yield* failure(fiber), { _tag: "Timeout", after: 1000, alive: false })
      assert.deepStrictEqual(tags(), wasReady)
    }))

  it.effect("of a call that was interrupted is a stray", () =>
    Effect.gen(function*() {
      const { ask, probe, socket } = yield* connected
      const { fiber, request } = yield* ask("slow")
      yield* Fiber.interrupt(fiber)
      probe.last().answer(request, "late")
      probe.last().answer(request, "later")
      assert.strictEqual((yield* socket.counts).strays, 2)
      assert.strictEqual(yield* socket.call("echo"), "echo")
    }))
})

describe("a blocked application", () => {
  const blocked = Effect.gen(function*() {
    const under = yield* connected
    under.probe.deafen(true)
    const { fiber } = yield* under.ask("qt.ui.click", { action: true })
    yield* under.pass(4)
    yield* under.failure(fiber)
    under.probe.deafen(false)
    return under
  })

  it.effect("that drops the connection is connected to anew", () =>
    Effect.gen(function*() {
      const { probe, socket, tags } = yield* blocked
      probe.last().close(1006)
      yield* soon("the next connection", () => tags().length === 6)
      assert.deepStrictEqual(tags(), [...wasReady, "blocked", "connecting", "ready"])
      assert.strictEqual(yield* socket.call("echo"), "echo")
    }))

  it.effect("is left by a close frame; while it holds that connection its refusals are explained", () =>
    Effect.gen(function*() {
      const { probe, socket, tags } = yield* blocked
      yield* socket.disconnect
      assert.isTrue(probe.last().left())
      yield* settled
      assert.strictEqual(tags().at(-1), "idle")
      probe.meet("busy")
      const call = yield* Effect.forkChild(Effect.flip(socket.call("echo")))
      for (let half = 0; half < 4; half += 1) yield* Effect.andThen(settled, TestClock.adjust("500 millis"))
      assert.include((yield* Fiber.join(call)).message, "has been blocked since qt.ui.click")
      probe.meet("accept")
      assert.strictEqual(yield* socket.call("echo"), "echo")
    }))

  it.effect("is not connected to a second time", () =>
    Effect.gen(function*() {
      const { probe, socket } = yield* blocked
      assert.strictEqual((yield* Effect.flip(socket.connect()))._tag, "Blocked")
      assert.lengthOf(probe.attempts, 1)
      assert.isTrue(probe.last().isOpen())
    }))
})

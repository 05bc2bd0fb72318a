import { assert, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as TestClock from "effect/testing/TestClock"
import { makeLauncher } from "../../../src/layers/launcher/keeper.ts"
import { type Ended, LaunchFailed, type RunningTarget } from "../../../src/services/Launcher.ts"
import { settled } from "../../harness/probe/soon.ts"

const crash: Ended = { how: "was ended by SIGSEGV", signal: "SIGSEGV", tail: ["ouch"] }
const quit: Ended = { how: "exited with code 0", code: 0, tail: [] }

/** The keeper of an application that runs, fails and ends as the test says. */
const keeper = Effect.fnUntraced(function*(options: { readonly relaunch?: boolean } = {}) {
  const seen = { starts: 0, ends: 0 }
  let fails = false
  let end = Deferred.makeUnsafe<Ended>()
  const start = Effect.fnUntraced(function*() {
    seen.starts += 1
    end = Deferred.makeUnsafe<Ended>()
    yield* Effect.addFinalizer(() => Effect.sync(() => void (seen.ends += 1)))
    if (fails) return yield* new LaunchFailed({ target: "app", reason: "no luck", tail: [] })
    const running: RunningTarget = { name: "app", url: `ws://app:${seen.starts}`, ended: Deferred.await(end) }
    return running
  })
  const launcher = yield* makeLauncher({
    configured: { path: "app", args: [], env: {} },
    relaunch: options.relaunch ?? false,
    start
  })
  const die = (ended: Ended) => Effect.andThen(Effect.suspend(() => Deferred.succeed(end, ended)), settled)
  const state = Effect.map(SubscriptionRef.get(launcher.state), ({ _tag }) => _tag)
  return { launcher, seen, die, state, fail: () => void (fails = true) }
})

describe("the one application a bridge looks after", () => {
  it.effect("is started by who wants it, once for all, and not by who only asks", () =>
    Effect.gen(function*() {
      const { launcher, seen } = yield* keeper()
      assert.isUndefined(yield* launcher.running(false))
      assert.strictEqual(seen.starts, 0)
      const both = yield* Effect.all([launcher.running(true), launcher.running(true)], { concurrency: "unbounded" })
      assert.deepStrictEqual(both.map((running) => running?.url), ["ws://app:1", "ws://app:1"])
      assert.deepStrictEqual(seen, { starts: 1, ends: 0 })
    }))

  it.effect("is told of once when it died, and started again after that", () =>
    Effect.gen(function*() {
      const { die, launcher, seen, state } = yield* keeper()
      yield* launcher.running(true)
      yield* die(crash)
      assert.strictEqual(yield* state, "ended")
      assert.deepStrictEqual(seen, { starts: 1, ends: 1 })
      const asked = yield* Effect.flip(launcher.running(false))
      const told = yield* Effect.flip(launcher.running(true))
      assert.strictEqual(asked.message, told.message)
      assert.include(told.message, "was ended by SIGSEGV. The next call starts it again. Its last output:\nouch")
      assert.strictEqual((yield* launcher.running(true))?.url, "ws://app:2")
    }))

  it.effect("is not told of again to who has asked for its obituary", () =>
    Effect.gen(function*() {
      const { die, launcher } = yield* keeper()
      yield* launcher.running(true)
      const asking = yield* Effect.forkChild(launcher.obituary)
      yield* settled
      yield* die(quit)
      assert.strictEqual((yield* Fiber.join(asking))?.how, quit.how)
      assert.strictEqual((yield* launcher.running(true))?.url, "ws://app:2")
    }))

  it.effect("has no obituary while it runs", () =>
    Effect.gen(function*() {
      const { launcher } = yield* keeper()
      yield* launcher.running(true)
      const asking = yield* Effect.forkChild(launcher.obituary)
      yield* TestClock.adjust("500 millis")
      assert.isUndefined(yield* Fiber.join(asking))
    }))

  it.effect("tells who holds it that it is gone only when the next run, if any, has begun", () =>
    Effect.gen(function*() {
      const { die, launcher, seen } = yield* keeper({ relaunch: true })
      const first = yield* launcher.running(true)
      yield* die(crash)
      assert.deepStrictEqual(yield* first?.ended ?? Effect.die("it ran"), crash)
      assert.strictEqual((yield* launcher.running(false))?.url, "ws://app:2")
      assert.deepStrictEqual(seen, { starts: 2, ends: 1 })
    }))

  it.effect("is started again by itself three times a minute at most", () =>
    Effect.gen(function*() {
      const { die, launcher, seen, state } = yield* keeper({ relaunch: true })
      yield* launcher.running(true)
      for (let crashes = 1; crashes <= 3; crashes += 1) {
        yield* die(crash)
        assert.strictEqual(yield* state, "running")
      }
      yield* die(crash)
      assert.strictEqual(yield* state, "ended")
      assert.deepStrictEqual(seen, { starts: 4, ends: 4 })
      yield* TestClock.adjust("61 seconds")
      yield* Effect.flip(launcher.running(true))
      yield* launcher.running(true)
      yield* die(crash)
      assert.strictEqual(yield* state, "running")
    }))

  it.effect("is not started again when it ended as it should", () =>
    Effect.gen(function*() {
      const { die, launcher, seen, state } = yield* keeper({ relaunch: true })
      yield* launcher.running(true)
      yield* die(quit)
      assert.strictEqual(yield* state, "ended")
      assert.strictEqual(seen.starts, 1)
    }))

  it.effect("stays away when it was stopped, until it is launched", () =>
    Effect.gen(function*() {
      const { launcher, seen, state } = yield* keeper({ relaunch: true })
      yield* launcher.running(true)
      assert.isTrue(yield* launcher.stop)
      for (const start of [false, true, true]) {
        assert.include((yield* Effect.flip(launcher.running(start))).message, "qtmcp_launch starts it again")
      }
      assert.strictEqual(yield* state, "ended")
      assert.deepStrictEqual(seen, { starts: 1, ends: 1 })
      assert.strictEqual((yield* launcher.launch()).url, "ws://app:2")
    }))

  it.effect("whose start failed is tried again by everyone who wants it", () =>
    Effect.gen(function*() {
      const { fail, launcher, seen, state } = yield* keeper()
      fail()
      yield* Effect.flip(launcher.running(true))
      yield* Effect.flip(launcher.running(true))
      assert.include((yield* Effect.flip(launcher.running(false))).message, "no luck")
      assert.deepStrictEqual(seen, { starts: 2, ends: 2 })
      assert.strictEqual(yield* state, "failed")
    }))
})

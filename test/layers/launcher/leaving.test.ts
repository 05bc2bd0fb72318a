import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Scope from "effect/Scope"
import * as SubscriptionRef from "effect/SubscriptionRef"
import { untilTrue } from "../../harness/mcp/until.ts"
import { naming } from "../../harness/target/processes.ts"
import { launcherWith } from "./launched.ts"

/** Starts the application in a scope of its own. */
const started = Effect.fnUntraced(function*(args: ReadonlyArray<string>) {
  const scope = yield* Scope.make()
  const made = yield* Scope.provide(launcherWith({ args }), scope)
  const running = yield* made.launcher.launch()
  return { ...made, running, close: Scope.close(scope, Exit.void) }
})

describe("nothing is left", () => {
  const cases = {
    "that is polite": [],
    "with a child": ["--fork"],
    "that ignores being asked": ["--fork", "--ignore-term"]
  }
  for (const [what, args] of Object.entries(cases)) {
    it.live(`of an application ${what}, when the scope ends`, () =>
      Effect.gen(function*() {
        const { close, dir } = yield* started(args)
        assert.isAtLeast(naming(dir).length, args.length === 0 ? 1 : 2)
        yield* close
        assert.deepStrictEqual(naming(dir), [])
      }))
  }

  it.live("of an application that died, when it had a child", () =>
    Effect.gen(function*() {
      const { close, dir, launcher, running } = yield* started(["--fork"])
      process.kill(running.pid ?? 0, "SIGSEGV")
      const ended = yield* running.ended
      assert.deepInclude(ended, { how: "was ended by SIGSEGV", signal: "SIGSEGV" })
      assert.deepStrictEqual(naming(dir), [])
      assert.deepInclude(yield* SubscriptionRef.get(launcher.state), { _tag: "ended", ended })
      yield* close
    }))

  it.live("of a start that is interrupted by the end of the scope", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const { dir, launcher } = yield* Scope.provide(launcherWith({ args: ["--slow", "60000", "--fork"] }), scope)
      const fiber = yield* Effect.forkChild(Effect.exit(launcher.launch()))
      yield* untilTrue("the application and its child", () => naming(dir).length >= 2)
      yield* Scope.close(scope, Exit.void)
      assert.deepStrictEqual(naming(dir), [])
      assert.isTrue(Exit.isFailure(yield* Fiber.join(fiber)))
    }))

  it.live("of a start that is stopped; who waits for it hears of that", () =>
    Effect.gen(function*() {
      const { dir, launcher } = yield* launcherWith({ args: ["--slow", "60000"] })
      const fiber = yield* Effect.forkChild(Effect.flip(launcher.launch()))
      yield* untilTrue("the application", () => naming(dir).length >= 1)
      assert.isTrue(yield* launcher.stop)
      assert.include((yield* Fiber.join(fiber)).message, "stopped meanwhile")
      assert.deepStrictEqual(naming(dir), [])
    }))

  it.live("of its last words is lost: the code it exited with and what it said", () =>
    Effect.gen(function*() {
      const { close, running } = yield* started([])
      process.kill(running.pid ?? 0, "SIGUSR1")
      const ended = yield* running.ended
      assert.deepInclude(ended, { how: "exited with code 3", code: 3 })
      assert.strictEqual(ended.tail.at(-1), "last words")
      yield* close
    }))
})

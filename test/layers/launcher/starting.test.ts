import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { allGone, environmentOf, naming, runs } from "../../harness/target/processes.ts"
import { launcherWith } from "./launched.ts"

describe("a target that is started", () => {
  for (const args of [[], ["--seed"]]) {
    it.live(`is ready when its probe says so, with the port it says and its own pid ${args.join(" ")}`, () =>
      Effect.gen(function*() {
        const { dir, launcher, target } = yield* launcherWith({ args })
        assert.deepStrictEqual(yield* SubscriptionRef.get(launcher.state), { _tag: "idle", name: target })
        const { pid = 0, url } = yield* launcher.launch()
        assert.match(url, /^ws:\/\/127\.0\.0\.1:\d{4,5}$/)
        assert.deepStrictEqual(naming(dir), [pid])
        assert.deepInclude(yield* SubscriptionRef.get(launcher.state), { _tag: "running", pid, url })
        assert.isTrue(yield* launcher.stop)
        assert.isFalse(runs(pid))
        assert.isFalse(yield* launcher.stop)
      }))
  }

  it.live("is waited for however slow it is", () =>
    Effect.gen(function*() {
      const { launcher } = yield* launcherWith({ args: ["--slow", "700"] })
      const { url } = yield* launcher.launch()
      const socket = new WebSocket(url)
      yield* Effect.callback<void>((resume) => {
        socket.addEventListener("open", () => resume(Effect.void))
        socket.addEventListener("error", () => resume(Effect.die("it listens, it said")))
      })
      socket.close()
    }))

  it.live("has the probe, its port and quiet rules in its environment, and what it is given", () =>
    Effect.gen(function*() {
      const { dir, launcher, probe } = yield* launcherWith({
        platform: "offscreen",
        env: { ONE: "1=2" },
        environment: { PATH: process.env["PATH"], ONE: "no", INHERITED: "yes", LD_PRELOAD: "/nowhere.so" }
      })
      const { pid = 0 } = yield* launcher.launch({ path: path.join(dir, "app"), args: [], cwd: dir, env: { TWO: "2" } })
      assert.deepInclude(environmentOf(pid), {
        LD_PRELOAD: `${probe}:/nowhere.so`,
        QTMCP_PORT: "0",
        QTPILOT_PORT: "0",
        QT_LOGGING_RULES: "*.debug=false",
        QT_QPA_PLATFORM: "offscreen",
        ONE: "no",
        TWO: "2",
        INHERITED: "yes"
      })
      assert.strictEqual(fs.readlinkSync(`/proc/${pid}/cwd`), fs.realpathSync(dir))
    }))

  it.live("keeps its debug lines, and its own rules, where that is asked for", () =>
    Effect.gen(function*() {
      const rules = Effect.fnUntraced(function*(settings: Parameters<typeof launcherWith>[0]) {
        const { launcher } = yield* launcherWith(settings)
        return environmentOf((yield* launcher.launch()).pid ?? 0)["QT_LOGGING_RULES"]
      })
      assert.isUndefined(yield* rules({ appDebug: true }))
      assert.strictEqual(yield* rules({ env: { QT_LOGGING_RULES: "a=true" } }), "a=true")
    }))

  it.live("that a script starts is known by its own pid", () =>
    Effect.gen(function*() {
      const { launcher, wrapper } = yield* launcherWith()
      const { pid = 0 } = yield* launcher.launch({ path: wrapper, args: [], env: {} })
      assert.include(fs.readFileSync(`/proc/${pid}/cmdline`, "utf8"), "app.ts")
      assert.isTrue(yield* launcher.stop)
      assert.isFalse(runs(pid))
    }))

  it.live("may print megabytes: all of it is read, the last lines are kept, a file gets everything", () =>
    Effect.gen(function*() {
      const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-app-log-"))
      yield* Effect.addFinalizer(() => Effect.sync(() => fs.rmSync(scratch, { recursive: true })))
      const appLog = path.join(scratch, "app.log")
      const { launcher } = yield* launcherWith({ args: ["--flood", "8"], appLog })
      yield* launcher.launch()
      assert.isAbove(fs.statSync(appLog).size, 8 * 1024 * 1024)
      const kept = yield* launcher.output(100_000)
      assert.strictEqual(kept.length, 1000)
      assert.match(kept.at(-1) ?? "", /qtPilot listening/)
      assert.lengthOf(yield* launcher.output(3), 3)
    }))

  it.live("does not make way for one that cannot be started", () =>
    Effect.gen(function*() {
      const { launcher } = yield* launcherWith()
      const { pid = 0 } = yield* launcher.launch()
      const { message } = yield* Effect.flip(launcher.launch({ path: "/no/such/program", args: [], env: {} }))
      assert.include(message, "no such file")
      assert.isTrue(runs(pid))
      assert.strictEqual((yield* launcher.running(true))?.pid, pid)
    }))

  it.live("takes the place of the one before; nothing of that is left", () =>
    Effect.gen(function*() {
      const { dir, launcher } = yield* launcherWith({ args: ["--fork"] })
      const first = yield* launcher.launch()
      const second = yield* launcher.launch()
      assert.notStrictEqual(first.pid, second.pid)
      assert.isFalse(runs(first.pid ?? 0))
      assert.lengthOf(naming(dir).filter((pid) => pid === second.pid), 1)
      yield* launcher.stop
      yield* allGone(dir)
    }))
})

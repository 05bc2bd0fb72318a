import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import { LaunchFailed } from "../../../src/services/Launcher.ts"
import { Retry } from "../../../src/services/Retry.ts"
import { launcherOf } from "../../harness/launcherOf.ts"
import { makeScripted } from "../../harness/probe/ScriptedTransport.ts"
import { socketOn } from "../../harness/probe/socketOn.ts"
import { settled } from "../../harness/probe/soon.ts"

describe("a target that is launched", () => {
  const makeLauncher = () => {
    const seen = { starts: 0, ends: 0, fails: false }
    const start = Effect.gen(function*() {
      seen.starts += 1
      yield* Effect.addFinalizer(() => Effect.sync(() => void (seen.ends += 1)))
      if (seen.fails) return yield* new LaunchFailed({ target: "app", reason: "no such file", tail: ["last words"] })
      return { name: "app", url: "ws://launched:1", pid: 4711, ended: Effect.never }
    })
    return { seen, layer: launcherOf("the demo application", start) }
  }

  it.effect("is started once, by the first call, and not by a look at the status", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      const launcher = makeLauncher()
      const { close, socket } = yield* socketOn({
        transport: probe.layer,
        launcher: launcher.layer
      })
      assert.strictEqual(yield* socket.url, "the demo application")
      assert.strictEqual(launcher.seen.starts, 0)
      const [info] = yield* Effect.all([socket.probe, socket.call("echo"), socket.connect()], {
        concurrency: "unbounded"
      })
      assert.deepInclude(info, { url: "ws://launched:1", pid: 4711 })
      yield* socket.disconnect
      yield* socket.probe
      assert.deepInclude(launcher.seen, { starts: 1, ends: 0 })
      assert.strictEqual(yield* socket.url, "ws://launched:1")
      yield* close
      assert.strictEqual(launcher.seen.ends, 1)
    }))

  it.effect("whose start failed is started again by the next call, and nothing of the failed start is left", () =>
    Effect.gen(function*() {
      const probe = makeScripted()
      const launcher = makeLauncher()
      const { socket, states } = yield* socketOn({
        transport: probe.layer,
        launcher: launcher.layer
      })
      launcher.seen.fails = true
      const error = yield* Effect.flip(socket.call("echo"))
      assert.include(error.message, "no such file")
      assert.include(error.message, "last words")
      assert.deepInclude(launcher.seen, { starts: 1, ends: 1 })
      yield* settled
      assert.strictEqual(states.at(-1)?._tag, "down")
      launcher.seen.fails = false
      assert.strictEqual(yield* socket.call("echo"), "echo")
      assert.deepInclude(launcher.seen, { starts: 2, ends: 1 })
    }))

  const once = Layer.succeed(Retry, {
    attempts: 1,
    reconnect: Schedule.exponential("1 millis").pipe(Schedule.upTo({ times: 0 }))
  })
  const named = (name: string) => ({ result: { value: name }, meta: {} })

  /** A launched application whose port `owner` has, and whose name the probe tells. */
  const connecting = Effect.fnUntraced(function*(owner: () => string | undefined | null) {
    const probe = makeScripted()
    const app = { className: "App", objectId: "App", objectName: "", numericId: 1 }
    probe.script.set("qt.objects.tree", () => ({ result: { children: [{ className: "App" }] }, meta: {} }))
    probe.script.set("qt.objects.search", () => ({ result: { objects: [app], count: 1, truncated: false }, meta: {} }))
    const running = { name: "app", url: "ws://launched:1", pid: 4711, stranger: owner, ended: Effect.never }
    const { socket } = yield* socketOn({
      transport: probe.layer,
      launcher: launcherOf("app", Effect.succeed(running)),
      retry: once
    })
    return { probe, socket, names: (name: string) => probe.script.set("qt.properties.get", () => named(name)) }
  })

  it.effect("whose port another process has is not driven", () =>
    Effect.gen(function*() {
      const { names, socket } = yield* connecting(() => "editor (pid 99)")
      names("Editor")
      const error = yield* Effect.flip(socket.call("echo"))
      assert.include(error.message, "editor (pid 99) has its port now, another application")
    }))

  it.effect("whose process cannot be looked up is known by its name from then on", () =>
    Effect.gen(function*() {
      const { names, socket } = yield* connecting(() => null)
      names("First")
      assert.strictEqual(yield* socket.call("echo"), "echo")
      yield* socket.disconnect
      names("Second")
      const error = yield* Effect.flip(socket.call("echo"))
      assert.include(error.message, "Second answers there now, another application than First")
    }))

  it.effect("that has no name is known by the title of its window, which is told of every stranger", () =>
    Effect.gen(function*() {
      const owner: { is: string | null } = { is: null }
      const { probe, socket } = yield* connecting(() => owner.is)
      const titled = (windowTitle: string) => {
        const windows = [{ windowTitle: "", isActive: false }, { windowTitle, isActive: true }]
        probe.script.set("chr.tabsContext", () => ({ result: { windows, count: 2 }, meta: {} }))
      }
      probe.script.set("qt.properties.get", () => ({ result: { value: "" }, meta: {} }))
      titled("Letters")
      assert.strictEqual((yield* socket.probe).title, "Letters")
      yield* socket.disconnect
      titled("Numbers")
      const other = yield* Effect.flip(socket.call("echo"))
      assert.include(other.message, "Numbers answers there now, another application than Letters")
      owner.is = "editor (pid 99)"
      const stranger = yield* Effect.flip(socket.call("echo"))
      assert.include(stranger.message, "editor (pid 99) (window \"Numbers\") has its port now, another application")
    }))

  it.effect("whose process is its own may change its name", () =>
    Effect.gen(function*() {
      const { names, socket } = yield* connecting(() => undefined)
      names("First")
      yield* socket.probe
      yield* socket.disconnect
      names("Second")
      assert.strictEqual((yield* socket.probe).appName, "Second")
    }))
})

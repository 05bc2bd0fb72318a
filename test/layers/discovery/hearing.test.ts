import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import * as dgram from "node:dgram"
import * as DiscoveryLive from "../../../src/layers/DiscoveryLive.ts"
import { Settings } from "../../../src/services/Settings.ts"
import { announcement, announcer, freePort, goodbye, listening } from "./announcing.ts"

describe("discovery", () => {
  it.live("lists who announces itself, and forgets who says goodbye", () =>
    Effect.gen(function*() {
      const discovery = yield* listening()
      const say = yield* announcer(discovery.port)
      yield* say(announcement())
      const { seen, ...probe } = yield* discovery.heard(4711)
      assert.deepStrictEqual(probe, {
        url: "ws://localhost:9502",
        appName: "Test App",
        pid: 4711,
        port: 9502,
        qtVersion: "6.4.2",
        hostname: "somewhere",
        mode: "all",
        uptime: 5.178
      })
      assert.isAbove(seen, 0)
      yield* say(goodbye())
      yield* discovery.gone(4711)
    }))

  it.live("takes the later name of an application, once for all its interfaces", () =>
    Effect.gen(function*() {
      const discovery = yield* listening()
      const [first, second] = [yield* announcer(discovery.port), yield* announcer(discovery.port, "127.0.0.2")]
      yield* first(announcement({ appName: "test-app" }))
      yield* second(announcement({ appName: "Test App" }))
      yield* second(announcement({ pid: 2 }))
      yield* discovery.heard(2)
      const probes = yield* discovery.probes
      assert.deepStrictEqual(probes.map(({ appName, pid }) => [appName, pid]), [["Test App", 2], ["Test App", 4711]])
    }))

  it.live("drops other machines, and lists them by their address with --discover-lan", () =>
    Effect.gen(function*() {
      const isForeign = (address: string) => address === "127.0.0.9"
      const closed = yield* listening({}, isForeign)
      const open = yield* listening({ discoverLan: true }, isForeign)
      for (const { heard, port } of [closed, open]) {
        yield* (yield* announcer(port, "127.0.0.9"))(announcement({ pid: 1, appName: "Foreign" }))
        yield* (yield* announcer(port))(announcement({ pid: 2, appName: "Own" }))
        yield* heard(2)
      }
      assert.deepStrictEqual((yield* closed.probes).map(({ url }) => url), ["ws://localhost:9502"])
      assert.strictEqual((yield* open.heard(1)).url, "ws://127.0.0.9:9502")
    }))

  it.live("a goodbye of another machine takes nobody away", () =>
    Effect.gen(function*() {
      const discovery = yield* listening({ discoverLan: true }, (address) => address === "127.0.0.9")
      const [own, foreign] = [yield* announcer(discovery.port), yield* announcer(discovery.port, "127.0.0.9")]
      yield* own(announcement())
      yield* discovery.heard(4711)
      yield* foreign(goodbye())
      yield* foreign(announcement({ pid: 3 }))
      yield* discovery.heard(3)
      assert.sameMembers((yield* discovery.probes).map(({ pid }) => pid), [4711, 3])
    }))

  it.live("two bridges hear the same broadcast", () =>
    Effect.gen(function*() {
      const first = yield* listening()
      const second = yield* listening({ discoveryPort: first.port })
      const socket = yield* Effect.acquireRelease(
        Effect.callback<dgram.Socket>((resume) => {
          const made = dgram.createSocket("udp4")
          made.bind(0, "127.0.0.1", () => resume(Effect.succeed(made)))
        }),
        (made) => Effect.sync(() => void made.close())
      )
      socket.setBroadcast(true)
      socket.send(JSON.stringify(announcement()), first.port, "127.255.255.255")
      yield* first.heard(4711)
      yield* second.heard(4711)
    }))

  it.effect("nothing is bound at the start, and a second later it is", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      const bindAlone = Effect.callback<boolean>((resume) => {
        const socket = dgram.createSocket("udp4")
        socket.once("error", () => resume(Effect.succeed(false)))
        socket.bind(port, () => socket.close(() => resume(Effect.succeed(true))))
      })
      const settings = Layer.succeed(Settings, { ...Settings.defaults, discoveryPort: port })
      yield* Layer.build(DiscoveryLive.layer.pipe(Layer.provide(settings)))
      yield* TestClock.adjust("999 millis")
      assert.isTrue(yield* bindAlone)
      yield* TestClock.adjust("1 millis")
      while (yield* bindAlone) yield* TestClock.withLive(Effect.sleep("5 millis"))
    }))

  it.live("shares its port with another bridge, and the one that is left goes on", () =>
    Effect.gen(function*() {
      const discovery = yield* listening()
      yield* Effect.scoped(Effect.acquireRelease(
        Effect.callback<dgram.Socket>((resume) => {
          const other = dgram.createSocket({ type: "udp4", reuseAddr: true })
          other.bind(discovery.port, () => resume(Effect.succeed(other)))
        }),
        (other) => Effect.sync(() => void other.close())
      ))
      yield* (yield* announcer(discovery.port))(announcement())
      yield* discovery.heard(4711)
    }))

  it.live("a port that somebody holds alone is a state, and is tried again", () =>
    Effect.gen(function*() {
      const held = yield* Effect.callback<dgram.Socket>((resume) => {
        const socket = dgram.createSocket("udp4").unref()
        socket.bind(0, () => resume(Effect.succeed(socket)))
      })
      const { port } = held.address()
      const discovery = yield* listening({ discoveryPort: port })
      const failed = yield* discovery.state
      assert.strictEqual(failed._tag, "failed")
      assert.include(failed._tag === "failed" ? failed.reason : "", "EADDRINUSE")
      yield* Effect.callback<void>((resume) => void held.close(() => resume(Effect.void)))
      assert.strictEqual((yield* discovery.state)._tag, "listening")
    }))

  it.live("--no-discovery listens on nothing", () =>
    Effect.gen(function*() {
      const discovery = yield* listening({ discovery: false })
      assert.deepStrictEqual(yield* discovery.state, { _tag: "off" })
      // Nobody holds the port, not even shared.
      const alone = yield* Effect.acquireRelease(
        Effect.callback<dgram.Socket>((resume) => {
          const socket = dgram.createSocket("udp4")
          socket.bind(discovery.port, () => resume(Effect.succeed(socket)))
        }),
        (socket) => Effect.sync(() => void socket.close())
      )
      assert.strictEqual(alone.address().port, discovery.port)
    }))
})

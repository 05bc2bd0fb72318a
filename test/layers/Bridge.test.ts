import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Bridge from "../../src/layers/Bridge.ts"
import { ProbeSocket } from "../../src/services/ProbeSocket.ts"
import { Settings } from "../../src/services/Settings.ts"
import { ToolRegistry } from "../../src/services/ToolRegistry.ts"
import { makeFakeProbe } from "../harness/fakeProbe.ts"
import { noLauncher } from "../harness/launcherOf.ts"
import { callsOf } from "../harness/onDemo.ts"

describe("the whole bridge without a connection", () => {
  it.live("drives whatever probe it is given", () =>
    Effect.gen(function*() {
      const fake = yield* makeFakeProbe({ "qt.ping": { pong: true, eventLoopLatency: 3 } })
      const settings = Layer.succeed(Settings, { ...Settings.defaults, discovery: false })
      const given = Layer.mergeAll(Layer.succeed(ProbeSocket, fake.socket), noLauncher, settings)
      const context = yield* Layer.build(Bridge.layerNoProbe.pipe(Layer.provideMerge(given)))
      const { call } = callsOf(yield* Effect.provide(ToolRegistry, context))
      assert.strictEqual(yield* call("qt_ping"), "pong, event loop latency 3 ms")
      assert.deepStrictEqual(fake.methods(), ["qt.ping"])
    }))
})

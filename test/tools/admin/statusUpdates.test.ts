import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import { Discovery } from "../../../src/services/Discovery.ts"
import { ProbeSocket } from "../../../src/services/ProbeSocket.ts"
import { Settings } from "../../../src/services/Settings.ts"
import { ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import { adminResources } from "../../../src/tools/admin/resources.ts"
import { makeFakeProbe } from "../../harness/fakeProbe.ts"
import { noLauncher } from "../../harness/launcherOf.ts"
import { settled } from "../../harness/probe/soon.ts"

const bridge = Layer.mergeAll(
  Layer.effect(ProbeSocket, Effect.map(makeFakeProbe({}), ({ socket }) => socket)),
  Layer.succeed(Settings, Settings.defaults),
  Layer.succeed(Discovery, { state: Effect.succeed({ _tag: "off" as const }) }),
  noLauncher,
  ToolRegistryLive.layer.pipe(Layer.provideMerge(EventsLive.layer))
)

it.effect("a watcher of the status is told of what changes right after it began to watch, and of nothing before", () =>
  Effect.gen(function*() {
    const status = (yield* adminResources).find(({ uri }) => uri === "qtmcp://status")
    const { state } = yield* ProbeSocket
    const { pause } = yield* ToolRegistry
    const watched = Effect.fnUntraced(function*(change: Effect.Effect<unknown>) {
      let told = 0
      const count = () => Effect.sync(() => void (told += 1))
      yield* Effect.forkChild(Stream.runForEach(status?.updates ?? Stream.empty, count), { startImmediately: true })
      yield* change
      yield* settled
      return told
    })
    assert.strictEqual(yield* watched(Effect.void), 0)
    assert.strictEqual(yield* watched(SubscriptionRef.set(state, { _tag: "down", reason: "gone" })), 1)
    assert.strictEqual(yield* watched(pause), 1)
  }).pipe(Effect.provide(bridge)))

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Demo from "../../../src/layers/demo/Demo.ts"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import * as ProbeSocketLive from "../../../src/layers/ProbeSocketLive.ts"
import * as RefsLive from "../../../src/layers/RefsLive.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import * as X11InputLive from "../../../src/layers/X11InputLive.ts"
import { Events } from "../../../src/services/Events.ts"
import { HoldLimit } from "../../../src/services/Pause.ts"
import { Retry } from "../../../src/services/Retry.ts"
import { Settings } from "../../../src/services/Settings.ts"
import { ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import { agentTools } from "../../../src/tools/agent/tools.ts"
import { nativeTools } from "../../../src/tools/native/tools.ts"
import { noLauncher } from "../../harness/launcherOf.ts"

/** The tools over the demo application, where a pause holds a call for a moment. */
const registryOn = Effect.fnUntraced(function*() {
  const demo = yield* Demo.start()
  const settings = Layer.succeed(Settings, { ...Settings.defaults, wsUrl: demo.url, x11Input: "off" })
  const context = yield* Layer.build(
    Layer.mergeAll(ToolRegistryLive.layer, X11InputLive.layer).pipe(
      Layer.provideMerge(Layer.succeed(HoldLimit, "50 millis")),
      Layer.provideMerge(ProbeSocketLive.layer),
      Layer.provideMerge(Layer.mergeAll(settings, noLauncher, Retry.layer, RefsLive.layer, EventsLive.layer))
    )
  )
  const registry = yield* ToolRegistry.pipe(Effect.provide(context))
  yield* registry.add(agentTools).pipe(Effect.provide(context))
  yield* registry.add(nativeTools).pipe(Effect.provide(context))
  return { registry, events: yield* Events.pipe(Effect.provide(context)) }
})

const actions = (events: Events["Service"]) =>
  Effect.map(events.page({ topic: "wire" }), (page) => page.events.map(({ data }) => data))

/** A person pauses when the first action is seen. */
const pauseAtFirst = Effect.fnUntraced(
  function*(events: Events["Service"], registry: ToolRegistry["Service"]) {
    while ((yield* actions(events)).length === 0) yield* Effect.sleep(1)
    yield* registry.pause
  }
)

describe("an action", () => {
  it.live("is told of before it is sent, with where and without what", () =>
    Effect.gen(function*() {
      const { events, registry } = yield* registryOn()
      const steps = [{ do: "fill", target: "Name", value: "hunter2" }, { do: "click", target: "Submit" }]
      yield* registry.call("ui_act", { steps })
      const told = yield* actions(events)
      assert.notInclude(JSON.stringify(told), "hunter2")
      const [first] = told
      assert.deepInclude(first, { tool: "ui_act", call: 1 })
      const methods = told.map((one) => typeof one === "object" && one !== null && "method" in one ? one.method : "")
      assert.includeMembers(methods, ["qt.ui.sendKeys", "qt.methods.invoke"])
      yield* registry.call("qt_properties_get", { objectId: "submitButton", name: "text" })
      assert.strictEqual((yield* actions(events)).length, told.length)
    }))

  it.live("that is paused between its steps says which are done and leaves the others", () =>
    Effect.gen(function*() {
      const { events, registry } = yield* registryOn()
      yield* registry.call("ui_snapshot", {})
      const steps = [
        { do: "fill", target: "Name", value: "Ada" },
        { do: "fill", target: "Email", value: "ada@example.org" },
        { do: "click", target: "Submit" }
      ]
      const pausing = pauseAtFirst(events, registry)
      const [failure] = yield* Effect.all(
        [Effect.flip(registry.call("ui_act", { steps, stop_on_error: false })), pausing],
        { concurrency: "unbounded" }
      )
      assert.match(failure.message, /^Name = "Ada"\nstep 2 \(fill\) FAILED: Paused: a person \(local\)/)
      assert.match(failure.message, /1 steps not run$/)
      yield* registry.resume
      const { data } = yield* registry.call("ui_snapshot", {})
      assert.match(String(data?.["lines"]), /Name = "Ada".*Email = ""/)
    }))

  it.live("inside a batch is held, and the batch ends there", () =>
    Effect.gen(function*() {
      const { events, registry } = yield* registryOn()
      const click = { tool: "qt_ui_click", arguments: { objectId: "submitButton" } }
      const pausing = pauseAtFirst(events, registry)
      const batch = registry.call("qt_batch", { steps: [click, click, click], stopOnError: false })
      const [failure] = yield* Effect.all([Effect.flip(batch), pausing], { concurrency: "unbounded" })
      assert.match(failure.message, /2\/3 qt_ui_click FAILED: Paused: .*\nStopped at step 2; 1 not run/)
      assert.strictEqual((yield* actions(events)).length, 1)
    }))
})

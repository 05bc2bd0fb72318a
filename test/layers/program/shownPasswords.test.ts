import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as capabilities from "../../../src/layers/capabilities.ts"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import * as RefsLive from "../../../src/layers/RefsLive.ts"
import { Events } from "../../../src/services/Events.ts"
import { ProbeSocket } from "../../../src/services/ProbeSocket.ts"
import { Refs } from "../../../src/services/Refs.ts"
import { Settings } from "../../../src/services/Settings.ts"
import { Tasks } from "../../../src/services/Tasks.ts"
import { ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import { makeFakeProbe } from "../../harness/fakeProbe.ts"
import { done } from "../tasks/table.ts"
import { toolOf } from "../tasks/toolOf.ts"

const settings = Layer.succeed(Settings, { ...Settings.defaults, caps: ["tasks" as const] })

/** Put together as the bridge is. */
const bridge = capabilities.tasks.pipe(
  Layer.provideMerge(Layer.mergeAll(capabilities.registry, RefsLive.layer)),
  Layer.provideMerge(EventsLive.layer),
  Layer.provide(settings),
  Layer.provide(Layer.effect(ProbeSocket, Effect.map(makeFakeProbe({}), ({ socket }) => socket)))
)

it.effect("what goes into a password field is shown to nobody where a ref names the field, in events and tasks", () =>
  Effect.gen(function*() {
    const tools = yield* ToolRegistry
    const tasks = yield* Tasks
    const events = yield* Events
    const ref = (yield* Refs).issue(1, { id: "#7", path: "Window/passwordEdit", className: "QLineEdit" })
    yield* tools.add([toolOf("ui_type", "act", () => Effect.succeed(done))])
    const input = { steps: [{ target: ref, text: "hunter2" }, { target: "e99", text: "Ada" }] }
    yield* tools.call("ui_type", input)
    const { id } = yield* tasks.startTool("ui_type", input)
    const shown = JSON.stringify([yield* tasks.await(id), yield* events.page()])
    assert.notInclude(shown, "hunter2")
    assert.include(shown, "Ada")
  }).pipe(Effect.provide(bridge)))

import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Demo from "../../../src/layers/demo/Demo.ts"
import * as EventsLive from "../../../src/layers/EventsLive.ts"
import * as ProbeSocketLive from "../../../src/layers/ProbeSocketLive.ts"
import * as RefsLive from "../../../src/layers/RefsLive.ts"
import * as ToolRegistryLive from "../../../src/layers/ToolRegistryLive.ts"
import { ProbeSocket } from "../../../src/services/ProbeSocket.ts"
import { Retry } from "../../../src/services/Retry.ts"
import { Settings } from "../../../src/services/Settings.ts"
import { ToolRegistry } from "../../../src/services/ToolRegistry.ts"
import { X11Input } from "../../../src/services/X11Input.ts"
import { agentTools } from "../../../src/tools/agent/tools.ts"
import { noLauncher } from "../../harness/launcherOf.ts"
import { callsOf } from "../../harness/onDemo.ts"

export const noDisplay: X11Input["Service"] = {
  isAvailable: Effect.succeed(false),
  click: () => Effect.void,
  drag: () => Effect.void,
  key: () => Effect.void
}

/** The application says that it is on an X display. */
const onX = Layer.effect(
  ProbeSocket,
  ProbeSocket.use((socket) =>
    Effect.succeed(ProbeSocket.of({
      ...socket,
      call: (method, params, options) =>
        method === "qt.properties.get" && params?.["name"] === "platformName"
          ? Effect.succeed({ value: "xcb" })
          : socket.call(method, params, options)
    }))
  )
).pipe(Layer.provide(ProbeSocketLive.layer))

/** The tools of the agent mode on the simulated application over a real WebSocket; a failure is its text. */
export const agentOn = Effect.fnUntraced(function*(options: Demo.DemoOptions = {}, x11?: X11Input["Service"]) {
  const demo = yield* Demo.start(options)
  const context = yield* Layer.build(
    ToolRegistryLive.layer.pipe(
      Layer.provideMerge(x11 === undefined ? ProbeSocketLive.layer : onX),
      Layer.provideMerge(Layer.mergeAll(
        Layer.succeed(Settings, { ...Settings.defaults, wsUrl: demo.url }),
        noLauncher,
        Layer.succeed(X11Input, x11 ?? noDisplay),
        Retry.layer,
        RefsLive.layer,
        EventsLive.layer
      ))
    )
  )
  const registry = yield* ToolRegistry.pipe(Effect.provide(context))
  yield* registry.add(agentTools).pipe(Effect.provide(context))
  const { call, run } = callsOf(registry)
  /** One call of `ui_act`. */
  const act = (...steps: ReadonlyArray<Readonly<Record<string, unknown>>>) => call("ui_act", { steps })
  const menu = (path: string, what: "list" | "trigger" = "trigger") => call("ui_menu", { path, do: what })
  /** Whatever was done, the connection answers: nothing deafened it. */
  const alive = Effect.map(call("ui_snapshot"), (text) => !text.startsWith("ERROR"))
  return { demo, run, call, act, menu, alive }
})

/** The ref at the end of the first line that matches. */
export const refOn = (outline: string, line: RegExp): string =>
  /\be\d+\b(?!.*\be\d+\b)/.exec(outline.split("\n").find((candidate) => line.test(candidate)) ?? "")?.[0] ?? "no ref"

export const lines = (text: string): ReadonlyArray<string> => text.split("\n")

import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Demo from "../../src/layers/demo/Demo.ts"
import * as EventsLive from "../../src/layers/EventsLive.ts"
import * as ProbeSocketLive from "../../src/layers/ProbeSocketLive.ts"
import * as RefsLive from "../../src/layers/RefsLive.ts"
import * as ToolRegistryLive from "../../src/layers/ToolRegistryLive.ts"
import type { ProbeSocket } from "../../src/services/ProbeSocket.ts"
import type { Refs } from "../../src/services/Refs.ts"
import { Retry } from "../../src/services/Retry.ts"
import { Settings } from "../../src/services/Settings.ts"
import { type Tool, ToolRegistry } from "../../src/services/ToolRegistry.ts"
import { noLauncher } from "./launcherOf.ts"

const wiring = (url: string) =>
  ToolRegistryLive.layer.pipe(
    Layer.provideMerge(ProbeSocketLive.layer),
    Layer.provideMerge(Layer.mergeAll(
      Layer.succeed(Settings, { ...Settings.defaults, wsUrl: url }),
      noLauncher,
      Retry.layer,
      RefsLive.layer,
      EventsLive.layer
    ))
  )

/** Calls of tools: `run` gives what they answer, `call` its text, which for a failure begins with ERROR. */
export const callsOf = (registry: ToolRegistry["Service"]) => {
  const run = (name: string, input: unknown = {}) => registry.call(name, input)
  const call = (name: string, input: unknown = {}) =>
    run(name, input).pipe(
      Effect.map(({ content }) =>
        content.flatMap((part) => part.type === "text" ? [part.text] : ["<image>"]).join("\n")
      ),
      Effect.catch((error) => Effect.succeed(`ERROR ${error.message}`))
    )
  return { run, call }
}

/** Tools that run on the simulated application over a real WebSocket; a failure is its text. */
export const onDemo = Effect.fnUntraced(
  function*(tools: ReadonlyArray<Tool<ProbeSocket | Refs | Settings>>, options: Demo.DemoOptions = {}) {
    const demo = yield* Demo.start(options)
    const context = yield* Layer.build(wiring(demo.url))
    const registry = yield* ToolRegistry.pipe(Effect.provide(context))
    yield* registry.add(tools).pipe(Effect.provide(context))
    return { demo, ...callsOf(registry) }
  }
)

/** The ref on the first line that matches. */
export const refOn = (text: string, line: RegExp): string =>
  text.split("\n").find((candidate) => line.test(candidate))?.match(/ref_\d+/)?.[0] ?? "no ref"

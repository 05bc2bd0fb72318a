/**
 * The bridge inside another Effect program: the same layers, driven directly instead of through MCP. Run it with
 * `node examples/embed.ts`; it uses the demo application. Outside this repository the import is "qtmcp".
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Bridge, ProbeSocket, Settings, ToolRegistry } from "../src/index.ts"

const settings = Layer.succeed(Settings, { ...Settings.defaults, demo: true, mode: ["agent"], logLevel: "none" })

const program = Effect.gen(function*() {
  const registry = yield* ToolRegistry
  const answer = yield* registry.call("ui_act", {
    steps: [{ do: "fill", target: "Email", value: "ada@example.org" }]
  })
  // The typed connection under the tools is there too.
  const socket = yield* ProbeSocket
  const probe = yield* socket.probe
  const text = answer.content.map((part) => part.type === "text" ? part.text : "").join("\n")
  process.stdout.write(`${probe.appName}: ${text}\n`)
})

NodeRuntime.runMain(Effect.provide(program, Bridge.layer.pipe(Layer.provide(settings))))

import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as SubscriptionRef from "effect/SubscriptionRef"
import * as fs from "node:fs"
import * as Bridge from "../../../src/layers/Bridge.ts"
import * as Demo from "../../../src/layers/demo/Demo.ts"
import * as Logging from "../../../src/layers/Logging.ts"
import { outputText } from "../../../src/layers/record/plain.ts"
import { ProbeSocket } from "../../../src/services/ProbeSocket.ts"
import { Settings, type SettingsValues } from "../../../src/services/Settings.ts"
import { ToolRegistry } from "../../../src/services/ToolRegistry.ts"

/** The whole bridge, without a host, on an application of its own. */
export const bridge = Effect.fnUntraced(function*(
  settings: Partial<SettingsValues>,
  options: Demo.DemoOptions = {}
) {
  const demo = yield* Demo.start(options)
  const values: SettingsValues = {
    ...Settings.defaults,
    mode: ["agent", "native", "cu", "chrome"],
    logLevel: "none",
    discovery: false,
    wsUrl: demo.url,
    ...settings
  }
  const context = yield* Layer.build(
    Bridge.layer.pipe(Layer.provideMerge(Logging.layer), Layer.provide(Layer.succeed(Settings, values)))
  )
  const registry = yield* ToolRegistry.pipe(Effect.provide(context))
  const socket = yield* ProbeSocket.pipe(Effect.provide(context))
  const run = (tool: string, input: unknown = {}) => registry.call(tool, input)
  const call = (tool: string, input: unknown = {}) =>
    run(tool, input).pipe(Effect.map(outputText), Effect.catch(({ message }) => Effect.succeed(`ERROR ${message}`)))
  return { demo, run, call, socket, registry }
})

const Line = Schema.fromJsonString(Schema.StructWithRest(
  Schema.Struct({ ts: Schema.String, dir: Schema.Literals(["mcp_in", "mcp_out", "req", "res", "err", "ntf"]) }),
  [Schema.Record(Schema.String, Schema.Unknown)]
))
export type Line = typeof Line.Type

export const decodeLine = Schema.decodeSync(Line)

/** Every line of a log; throws where one is none. */
export const linesOf = (file: string): ReadonlyArray<Line> =>
  fs.readFileSync(file, "utf8").trimEnd().split("\n").map((line) => decodeLine(line))

/** Waits for the connection of this number. */
export const connected = (socket: ProbeSocket["Service"], connection: number) =>
  SubscriptionRef.changes(socket.state).pipe(
    Stream.filter((state) => state._tag === "ready" && state.connection === connection),
    Stream.take(1),
    Stream.runDrain
  )

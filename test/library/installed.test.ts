import { assert, describe, layer } from "@effect/vitest"
import { Client } from "@modelcontextprotocol/client"
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { readFileSync } from "node:fs"
import * as path from "node:path"
import { installed } from "../harness/library/installed.ts"
import { environment } from "../harness/mcp/BridgeProcess.ts"
import { until } from "../harness/mcp/until.ts"

class Installed extends Context.Service<Installed, Effect.Success<typeof installed>>()("test/Installed") {
  static readonly layer = Layer.effect(Installed, installed)
}

/** The programs of the page, by the file names their first lines give. */
const snippets = new Map(
  [
    ...readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8").matchAll(
      /```ts\n\/\/ (\S+)\n([^]*?)```/g
    )
  ]
    .map(([, name = "", text = ""]) => [name, text])
)

const head = `
import * as Tool from "effect/ai/Tool"
import * as Toolkit from "effect/ai/Toolkit"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { McpBridge, ProbeClient } from "qtmcp"

class Store extends Context.Service<Store, { readonly name: string }>()("Store") {}
class Gone extends Schema.TaggedError<Gone>()("Gone", {}) {
  override get message(): string { return "GONE: it is gone." }
}
const get = Tool.make("get", {
  parameters: Schema.Struct({ id: Schema.String }),
  success: Schema.String,
  failure: Gone,
  dependencies: [Store]
})
const Kit = Toolkit.make(get)
const handlers = Kit.toLayer({ get: ({ id }) => Effect.map(Store, ({ name }) => name + id) })
const bridge = McpBridge.layer({ name: "typed", version: "1.0.0" })
const services = Effect.succeed(Context.make(Store, { name: "now" }))
const whole: <A, E>(layer: Layer.Layer<A, E>) => void = () => undefined
`

/** Programs, and what the compiler has to say of each; nothing where it is right. */
const programs: Readonly<Record<string, readonly [text: string, fault?: RegExp]>> = {
  "services at call time": [
    "whole(McpBridge.toolkit(Kit, { services }).pipe(Layer.provide(handlers), Layer.provide(bridge)))"
  ],
  "services of the application": [
    `whole(McpBridge.layerStdio.pipe(Layer.provide(McpBridge.toolkit(Kit)), Layer.provide([handlers, bridge]),
      Layer.provide(Layer.succeed(Store, { name: "always" }))))`
  ],
  "both doors, beside Qt": [
    `whole(Layer.mergeAll(McpBridge.layerHttp(), McpBridge.layerStdio).pipe(
      Layer.provide(McpBridge.qt({ mode: ["agent"], wsUrl: "ws://localhost:9222" })), Layer.provide(bridge)))`
  ],
  "a typed method of the wire": [
    `export const name: Effect.Effect<string, unknown, never> = ProbeClient.call("qt.version", Schema.String).pipe(
      Effect.provide(ProbeClient.layer({ demo: true })))`
  ],
  "a service that nobody gives": [
    "whole(McpBridge.toolkit(Kit).pipe(Layer.provide(handlers), Layer.provide(bridge)))",
    /Layer<never, never, Store>/
  ],
  "handlers that are missing": [
    "whole(McpBridge.toolkit(Kit, { services }).pipe(Layer.provide(bridge)))",
    /Handler<"get">/
  ],
  "a registry that is missing": [
    "whole(McpBridge.toolkit(Kit, { services }).pipe(Layer.provide(handlers)))",
    /ToolRegistry/
  ],
  "a door without a bridge": ["whole(McpBridge.layerStdio)", /McpProgram/],
  "a handler that fails in a way its tool does not name": [
    "Kit.toLayer({ get: () => Effect.fail(new Error(\"other\")) })",
    /Effect<never, Error, never>' is not assignable/
  ],
  "a parameter that the schema does not have": [
    "Kit.toLayer({ get: ({ name }) => Effect.succeed(name) })",
    /TS2339.*'name'/
  ],
  "a failure that cannot be told": [
    `McpBridge.toolkit(Toolkit.make(Tool.make("mute", { success: Schema.String, failure: Schema.Int })))`,
    /TS\d+.*not assignable/
  ],
  "services whose failure cannot be told": [
    "McpBridge.toolkit(Kit, { services: Effect.fail(7) })",
    /number.* is not assignable/
  ],
  "a mode that is none": ["McpBridge.qt({ mode: [\"magic\"] })", /TS2322.*"magic"/],
  "a server without a name": ["McpBridge.layer({ version: \"1.0.0\" })", /TS\d+.*'{ version: string; }'/]
}

describe("the library as it is published", () => {
  layer(Installed.layer, { excludeTestServices: true, timeout: "90 seconds" })("installed in an application", (it) => {
    it.effect("compiles what is right and nothing of what is wrong", () =>
      Effect.gen(function*() {
        const { compile, write } = yield* Installed
        const cases = Object.entries(programs).map(([what, [text, fault]], index) => ({ what, text, fault, index }))
        for (const { index, text } of cases) write(`case${index}.ts`, `${head}\n${text}\nexport {}\n`)
        for (const [name, text] of snippets) write(name, text)
        const faults = yield* compile
        for (const { fault, index, what } of cases) {
          const own = faults.filter((line) => line.startsWith(`case${index}.ts`)).join("\n")
          if (fault === undefined) assert.strictEqual(own, "", what)
          else assert.match(own, fault, what)
        }
        assert.sameMembers([...snippets.keys()], ["tools.ts", "main.ts", "project.ts", "events.ts", "script.ts"])
        assert.deepStrictEqual(faults.filter((line) => !line.startsWith("case")), [])
      }), 120_000)

    it.effect(
      "runs what the page shows, with nothing but effect beside it, and warns on stderr",
      () =>
        Effect.gen(function*() {
          const { folder, write } = yield* Installed
          for (const [name, text] of snippets) write(name, text)
          const start = Effect.gen(function*() {
            const transport = new StdioClientTransport({
              command: process.execPath,
              args: [path.join(folder, "main.ts")],
              env: environment(),
              stderr: "pipe"
            })
            const log: Array<string> = []
            transport.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()))
            const client = new Client({ name: "reader", version: "1" })
            yield* Effect.acquireRelease(
              Effect.promise(() => client.connect(transport)),
              () => Effect.promise(() => client.close())
            )
            return { client, log: () => log.join("") }
          })
          const { client } = yield* start
          // The port of the page is taken, if not by the first one then by whoever kept it from that.
          const second = yield* start
          yield* until(
            "the warning",
            () => second.log().includes("127.0.0.1:8765: another") ? true : undefined,
            second.log
          )
          const call = (args: Record<string, unknown>) =>
            Effect.promise(() => client.callTool({ name: "remove_note", arguments: args }))
          const { tools } = yield* Effect.promise(() => client.listTools())
          assert.deepStrictEqual(tools.map(({ name, title }) => [name, title]), [["remove_note", "Remove a note"]])
          assert.include(
            JSON.stringify(yield* call({ id: "1" })),
            "PREVIEW, nothing was changed. It would remove note 1."
          )
          assert.include(JSON.stringify(yield* call({ id: "2" })), "NOTE_NOT_FOUND: there is no note 2.")
          assert.include(JSON.stringify(yield* call({ id: "1", confirm: true })), "removed")
        }),
      60_000
    )
  })
})

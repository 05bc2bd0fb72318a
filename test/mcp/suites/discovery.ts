import { assert, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import packageJson from "../../../package.json" with { type: "json" }
import { applicationModes } from "../../../src/services/Settings.ts"
import { deadPort } from "../../harness/mcp/BridgeProcess.ts"
import { McpClient, type Open, textOf } from "../../harness/mcp/McpClient.ts"

const Status = Schema.fromJsonString(Schema.Struct({
  state: Schema.String,
  url: Schema.String,
  mode: Schema.Array(Schema.String),
  probe: Schema.Null,
  counts: Schema.Struct({ calls: Schema.Int, drops: Schema.Int, reconnects: Schema.Int })
}))
const decodeStatus = Schema.decodeSync(Status)

/** What works with no application running: who the server is and what it offers, and how it says no. */
export const discovery = (open: Open, revision: string): void =>
  layer(Layer.effect(McpClient, open(["--port", deadPort, "--mode", "all"])), { excludeTestServices: true })(
    "with no application running",
    (it) => {
      it.effect("the server says who it is, in the revision of the client", () =>
        Effect.gen(function*() {
          const client = yield* McpClient
          assert.strictEqual(client.revision, revision)
          assert.deepStrictEqual(client.server, { name: packageJson.name, version: packageJson.version })
        }))

      it.effect("its instructions teach the loop and are under 2 KB", () =>
        Effect.gen(function*() {
          const { instructions } = yield* McpClient
          assert.isBelow(Buffer.byteLength(instructions), 2048)
          for (const word of ["qtmcp_status", "qt_objects_tree", "qt_wait", "cu_screenshot", "chr_readPage"]) {
            assert.include(instructions, word)
          }
        }))

      it.effect("tools are listed, with annotations", () =>
        Effect.gen(function*() {
          const client = yield* McpClient
          const tools = yield* client.tools
          const hints = new Map(tools.map((tool) => [tool.name, tool.annotations]))
          assert.strictEqual(hints.size, tools.length)
          assert.isTrue(hints.get("qt_objects_tree")?.readOnlyHint)
          assert.isTrue(hints.get("qt_wait")?.readOnlyHint)
          assert.isFalse(hints.get("qt_ui_click")?.readOnlyHint)
          assert.isTrue(hints.get("cu_leftClick")?.destructiveHint)
          assert.isFalse(hints.get("qtmcp_connect")?.destructiveHint)
          assert.isTrue(tools.every((tool) => !tool.annotations.openWorldHint && tool.description.length > 10))
        }))

      it.effect("the status resource is there and nothing has been tried", () =>
        Effect.gen(function*() {
          const client = yield* McpClient
          const { contents: [status] } = yield* client.read("qtmcp://status")
          assert.strictEqual(status.mimeType, "application/json")
          const { counts, mode, state, url } = decodeStatus(status.text)
          assert.strictEqual(state, "idle")
          assert.strictEqual(url, `ws://localhost:${deadPort}`)
          assert.deepStrictEqual(mode, [...applicationModes])
          assert.strictEqual(counts.calls, 0)
          assert.include(textOf(yield* client.call("qtmcp_status")), "state: idle")
        }))

      it.effect("resources and templates are listed", () =>
        Effect.gen(function*() {
          const client = yield* McpClient
          const resources = yield* client.resources
          assert.includeMembers(resources.map(({ uri }) => uri), ["qtmcp://status", "qtmcp://events"])
          const templates = JSON.stringify(yield* client.templates)
          assert.include(templates, "\"uriTemplate\":\"qtmcp://events{?from,limit}\"")
          assert.include(templates, "\"uriTemplate\":\"qtmcp://results{?id,offset}\"")
        }))

      it.effect("an unknown tool is a protocol error that names the tools there are", () =>
        Effect.gen(function*() {
          const client = yield* McpClient
          const fault = yield* Effect.flip(client.call("qt_nothing"))
          assert.strictEqual(fault.code, -32602)
          assert.include(fault.message, "qt_nothing")
          assert.include(fault.message, "qt_objects_tree")
        }))

      it.effect("an unknown resource is not found", () =>
        Effect.gen(function*() {
          const client = yield* McpClient
          const fault = yield* Effect.flip(client.read("qtmcp://nothing"))
          assert.strictEqual(fault.code, -32602)
          assert.deepStrictEqual(fault.data, { uri: "qtmcp://nothing" })
        }))

      it.effect("wrong arguments are an error text that names the place, and nothing is sent", () =>
        Effect.gen(function*() {
          const client = yield* McpClient
          const wrong = yield* client.call("qt_objects_tree", { maxDepth: "deep" })
          assert.isTrue(wrong.isError)
          assert.include(textOf(wrong), "maxDepth")
          const nested = yield* client.call("qt_batch", { steps: [{ tool: "qt_ping" }, { tool: 5 }] })
          assert.isTrue(nested.isError)
          assert.match(textOf(nested), /steps.+1.+tool/)
          const deep: unknown = JSON.parse("[".repeat(100) + "]".repeat(100))
          const buried = yield* client.call("qt_ping", { deep })
          assert.isTrue(buried.isError)
          assert.include(textOf(buried), "more than 64 levels")
          const surplus = yield* client.call("qt_objects_tree", { nonsense: 1 })
          assert.isTrue(surplus.isError)
          assert.include(textOf(surplus), "nonsense")
          assert.strictEqual(decodeStatus((yield* client.read("qtmcp://status")).contents[0].text).state, "idle")
        }))
    }
  )

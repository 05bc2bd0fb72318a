import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { McpBridge } from "../../src/index.ts"
import { ask } from "../harness/http/ask.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { textOf } from "../harness/mcp/McpClient.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { App, contributions } from "./app.ts"

const modern = "2026-07-28"

/** The application's own tools and those of Qt behind one door. */
const both = McpBridge.layerHttp({ port: 0 }).pipe(
  Layer.provideMerge(McpBridge.qt({ mode: ["agent"], demo: true, x11Input: "off", discovery: false })),
  Layer.provideMerge(contributions),
  Layer.provideMerge(App.layer),
  Layer.provideMerge(McpBridge.layer({
    name: "both",
    version: "1.0.0",
    instructions: McpBridge.qtInstructions(["agent"])
  }))
)

describe("McpBridge.qt", () => {
  it.live("adds the tools of a Qt application to those of this one, over one bus", () =>
    Effect.gen(function*() {
      const context = yield* Layer.build(both)
      const url = Context.get(context, McpBridge.HttpDoor).url ?? ""
      const { sdk } = yield* connect2(url, modern, "claude")
      const client = adapt(sdk, modern, () => "")
      const names = (yield* client.tools).map(({ name }) => name)
      assert.includeMembers(names, ["say", "erase", "ui_act", "ui_snapshot", "qtmcp_status"])
      assert.include(client.instructions, "ui_act takes a whole list of steps")
      assert.strictEqual((yield* ask(`${url}/health`)).text, "{\"status\":\"ok\",\"backend\":\"idle\"}")
      const act = { steps: [{ do: "fill", target: "Email", value: "ada@example.org" }] }
      assert.include(textOf(yield* client.call("ui_act", act)), "ada@example.org")
      assert.strictEqual((yield* ask(`${url}/health`)).text, "{\"status\":\"ok\",\"backend\":\"ready\"}")
      assert.include(textOf(yield* client.call("say", { text: "and this one" })), "and this one")
    }))
})

import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as EventsLive from "../../src/layers/EventsLive.ts"
import { listenMcp } from "../../src/layers/HttpHost.ts"
import * as McpProgram from "../../src/layers/McpProgram.ts"
import * as ToolRegistryLive from "../../src/layers/ToolRegistryLive.ts"
import { Events } from "../../src/services/Events.ts"
import { Settings } from "../../src/services/Settings.ts"
import { CurrentCall, ToolRegistry } from "../../src/services/ToolRegistry.ts"
import { make, text } from "../../src/tools/tool.ts"
import { connect1, connect2 } from "../harness/http/sdk.ts"
import { textOf } from "../harness/mcp/McpClient.ts"
import { adapt as adapt1 } from "../harness/mcp/Sdk1Client.ts"
import { adapt as adapt2 } from "../harness/mcp/Sdk2Client.ts"

const whoAmI = make({
  name: "who",
  kind: "read",
  about: "Says who calls.",
  params: {},
  run: () => Effect.map(CurrentCall, ({ actor }) => text(actor))
})

const program = McpProgram.layer.pipe(
  Layer.provideMerge(ToolRegistryLive.layer),
  Layer.provideMerge(EventsLive.layer),
  Layer.provideMerge(Layer.succeed(Settings, Settings.defaults))
)

describe("who acts over HTTP", () => {
  it.live("is the client by its name, for the tool and in the events, whatever its era, and passes for nobody else", () =>
    Effect.gen(function*() {
      const context = yield* Layer.build(program)
      yield* Context.get(context, ToolRegistry).add([whoAmI])
      const url = yield* Effect.provide(
        listenMcp({ address: { host: "127.0.0.1", port: 0 }, token: undefined }),
        context
      )
      const none = () => ""
      const clients = [
        adapt1((yield* connect1(url)).sdk, none),
        adapt2((yield* connect2(url, "2025-06-18", "anna")).sdk, "2025-06-18", none),
        adapt2((yield* connect2(url, "2026-07-28", "bert")).sdk, "2026-07-28", none),
        adapt2((yield* connect2(url, "2026-07-28", "local")).sdk, "2026-07-28", none)
      ]
      const named = yield* Effect.forEach(clients, (client) => client.call("who"))
      assert.deepStrictEqual(named.map(textOf), ["sdk 1", "anna", "bert", "local (mcp)"])
      const { events } = yield* Context.get(context, Events).page({ topic: "tools" })
      assert.deepStrictEqual([...new Set(events.map(({ actor }) => actor))], ["sdk 1", "anna", "bert", "local (mcp)"])
    }))
})

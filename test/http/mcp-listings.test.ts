import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { ask } from "../harness/http/ask.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { message, streaming } from "../harness/http/rpc.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const changed = "notifications/resources/list_changed"

const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": "subscriptions/listen" }

/** What a client of 2026-07-28 sends to be told of these and nothing else. */
const listen = (notifications: object) =>
  message(5, "subscriptions/listen", {
    notifications,
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": { name: "listener", version: "1" },
      "io.modelcontextprotocol/clientCapabilities": {}
    }
  })

describe("other resources than before", () => {
  it.live("are told to the clients of both eras that want to know, whoever made them", () =>
    Effect.gen(function*() {
      const gateway = yield* Gateway.open(["--demo"])
      const mcp = `${gateway.url}/mcp`
      const told: Array<string> = []
      const { sdk } = yield* connect2(gateway.url, "2025-11-25")
      sdk.setNotificationHandler(changed, ({ method }) => void told.push(method))
      const wanting = yield* streaming(mcp, listen({ resourcesListChanged: true }), headers)
      const other = yield* streaming(mcp, listen({ resourceSubscriptions: ["qtmcp://status"] }), headers)
      for (const { text } of [wanting, other]) {
        yield* untilTrue("the subscription", () => text().includes("acknowledged"), gateway.stderr)
      }
      yield* ask(`${gateway.url}/tasks`, { json: { tool: "qt_ping" } })
      yield* untilTrue("the session's notification", () => told.length > 0, gateway.stderr)
      yield* untilTrue("the listener's notification", () => wanting.text().includes(changed), gateway.stderr)
      yield* untilTrue("the other's update", () => other.text().includes("resources/updated"), gateway.stderr)
      assert.notInclude(other.text(), changed)
      assert.notInclude(wanting.text(), "resources/updated")
    }))
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { deadPort } from "../harness/mcp/BridgeProcess.ts"
import { open } from "../harness/mcp/LineClient.ts"

const dead = ["--port", deadPort]

const envelope = (revision: string) => ({
  _meta: {
    "io.modelcontextprotocol/protocolVersion": revision,
    "io.modelcontextprotocol/clientInfo": { name: "line client", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {}
  }
})

const hello = (protocolVersion: string) => ({
  protocolVersion,
  capabilities: {},
  clientInfo: { name: "line client", version: "1" }
})

describe("negotiation", () => {
  it.live("discovery names the revision, then a request carries its own envelope", () =>
    Effect.gen(function*() {
      const client = yield* open(dead)
      const { result } = yield* client.request("server/discover", envelope("2026-07-28"))
      assert.include(result?.["supportedVersions"], "2026-07-28")
      const tools = yield* client.request("tools/list", envelope("2026-07-28"))
      assert.isDefined(tools.result?.["tools"])
    }))

  it.live("discovery is not needed first", () =>
    Effect.gen(function*() {
      const client = yield* open(dead)
      const { result } = yield* client.request("tools/list", envelope("2026-07-28"))
      assert.isDefined(result?.["tools"])
    }))

  it.live("after discovery a client may still fall back to the handshake", () =>
    Effect.gen(function*() {
      const client = yield* open(dead)
      yield* client.request("server/discover", envelope("2026-07-28"))
      const { result } = yield* client.request("initialize", hello("2025-06-18"))
      assert.strictEqual(result?.["protocolVersion"], "2025-06-18")
      assert.isDefined((yield* client.request("tools/list")).result)
    }))

  it.live("a revision from the future is refused by name, and the connection goes on", () =>
    Effect.gen(function*() {
      const client = yield* open(dead)
      const { error } = yield* client.request("tools/list", envelope("2099-01-01"))
      assert.include(error?.message, "2099-01-01")
      assert.isDefined((yield* client.request("tools/list", envelope("2026-07-28"))).result)
    }))

  it.live("a handshake in an unknown revision is answered with one the server speaks", () =>
    Effect.gen(function*() {
      const client = yield* open(dead)
      const { result } = yield* client.request("initialize", hello("1999-01-01"))
      assert.strictEqual(result?.["protocolVersion"], "2025-11-25")
    }))

  it.live("an unknown method is a protocol error", () =>
    Effect.gen(function*() {
      const client = yield* open(dead)
      yield* client.request("initialize", hello("2025-11-25"))
      const { error } = yield* client.request("no/such/method")
      assert.strictEqual(error?.code, -32601)
    }))
})

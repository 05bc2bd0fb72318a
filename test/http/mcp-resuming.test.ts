import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { listenMcp } from "../../src/layers/HttpHost.ts"
import * as fixture from "../conformance/fixture/program.ts"
import { begin, message, post, streaming } from "../harness/http/rpc.ts"
import { connect1, connect2 } from "../harness/http/sdk.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const serve = listenMcp({ address: { host: "127.0.0.1", port: 0 }, token: undefined }).pipe(
  Effect.provide(fixture.layer)
)

const textOf = Schema.decodeUnknownSync(
  Schema.Struct({ content: Schema.Tuple([Schema.Struct({ text: Schema.String })]) })
)

const call = { name: "test_reconnection", arguments: {} }

const clients = {
  "1.x": (url: string) => connect1(url),
  "2.x": (url: string) => connect2(url, "2025-11-25")
}

for (const [line, connect] of Object.entries(clients)) {
  describe(`a client of the ${line} SDK`, () => {
    it.live("comes back for the answer of a stream that was cut", () =>
      Effect.gen(function*() {
        const { sdk } = yield* connect(yield* serve)
        const { content: [{ text }] } = textOf(yield* Effect.promise<unknown>(() => sdk.callTool(call)))
        assert.strictEqual(text, "For the one who came back.")
      }))

    it.live("ends its session", () =>
      Effect.gen(function*() {
        const url = yield* serve
        const { transport } = yield* connect(url)
        const session = { "mcp-session-id": transport.sessionId ?? "" }
        assert.strictEqual((yield* post(`${url}/mcp`, message(5, "ping"), session)).status, 200)
        yield* Effect.promise(() => transport.terminateSession())
        assert.strictEqual((yield* post(`${url}/mcp`, message(6, "ping"), session)).status, 404)
      }))
  })
}

describe("a call that is cancelled in a session", () => {
  it.live("ends its stream, so that no connection is left behind", () =>
    Effect.gen(function*() {
      const url = `${yield* serve}/mcp`
      const session = yield* begin(url)
      const params = { name: "test_waiting", arguments: {}, _meta: { progressToken: "p" } }
      const call = yield* streaming(url, message(3, "tools/call", params), session)
      yield* untilTrue("the call", () => call.text().includes("notifications/progress"), call.text)
      const cancel = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 3 } }
      assert.strictEqual((yield* post(url, cancel, session)).status, 202)
      yield* untilTrue("its end", call.isEnded, call.text)
      assert.match(call.text(), /Request cancelled/)
    }))

  it.live("after its answer changes nothing", () =>
    Effect.gen(function*() {
      const url = `${yield* serve}/mcp`
      const session = yield* begin(url)
      for (const requestId of [1, "x", {}]) {
        const cancel = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } }
        yield* post(url, cancel, session)
      }
      assert.strictEqual((yield* post(url, message(4, "ping"), session)).status, 200)
    }))
})

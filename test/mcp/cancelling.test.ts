import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { connect } from "../harness/mcp/LineClient.ts"
import { listen } from "../harness/mcp/PlainProbe.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const silent = "qt_ping"

describe("a cancelled call", () => {
  it.live("is never answered, and its id can be used again", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const client = yield* connect(["--ws-url", probe.url])
      const id = client.post("tools/call", { name: silent })
      yield* untilTrue("the call", () => probe.methods().includes("qt.ping"), client.stderr)
      client.notify("notifications/cancelled", { requestId: id, reason: "enough" })
      yield* client.request("tools/list")
      assert.notInclude(client.frames().map((frame) => frame.id), id)
      client.write(`${client.line(id, "ping")}\n`)
      const { result } = yield* client.answer(id)
      assert.deepStrictEqual(result, {})
    }))

  it.live("that is not known changes nothing", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const client = yield* connect(["--ws-url", probe.url])
      client.notify("notifications/cancelled", { requestId: 77 })
      client.notify("notifications/cancelled", {})
      const { result } = yield* client.request("ping")
      assert.deepStrictEqual(result, {})
    }))
})

describe("progress of a call over 2 s", () => {
  it.live("goes to the caller with a token and to no other", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const client = yield* connect(["--ws-url", probe.url])
      client.post("tools/call", { name: silent })
      client.post("tools/call", { name: silent, _meta: { progressToken: "mine" } })
      const reports = () => client.frames().filter((frame) => frame.method === "notifications/progress")
      yield* untilTrue("a report", () => reports().length > 0, client.stderr)
      yield* client.request("ping")
      assert.deepStrictEqual(reports().map(({ params }) => params?.["progressToken"]), ["mine"])
      assert.match(String(reports()[0]?.params?.["message"]), /running/)
    }))
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { mark } from "../harness/exec/bridge.ts"
import * as Gateway from "../harness/http/Gateway.ts"
import { ask, begin, message, streaming } from "../harness/http/rpc.ts"
import { connect2 } from "../harness/http/sdk.ts"
import { adapt } from "../harness/mcp/Sdk2Client.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { allGone, naming } from "../harness/target/processes.ts"

const gateway = Gateway.open(["--mode", "exec"])

const endless = (MARK: string) => ({ command: "sleep 300 & sleep 300", env: { MARK } })

const running = (MARK: string) => untilTrue("the command", () => naming(MARK).length >= 3)

describe("a command that was started over HTTP", () => {
  for (const revision of ["2025-11-25", "2026-07-28"]) {
    it.live(`ends with its cancelled request (${revision})`, () =>
      Effect.gen(function*() {
        const { stderr, url } = yield* gateway
        const { sdk } = yield* connect2(url, revision)
        const MARK = mark()
        const call = yield* Effect.forkChild(adapt(sdk, revision, stderr).call("execute", endless(MARK)))
        yield* running(MARK)
        yield* Fiber.interrupt(call)
        yield* allGone(MARK)
      }))
  }

  it.live("ends with the stream of a client without a session", () =>
    Effect.gen(function*() {
      const { url } = yield* gateway
      const MARK = mark()
      const params = {
        name: "execute",
        arguments: endless(MARK),
        _meta: {
          "io.modelcontextprotocol/protocolVersion": "2026-07-28",
          "io.modelcontextprotocol/clientInfo": { name: "rpc", version: "1" },
          "io.modelcontextprotocol/clientCapabilities": {}
        }
      }
      const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "execute" }
      const stream = yield* streaming(`${url}/mcp`, message(1, "tools/call", params), headers)
      yield* untilTrue("the command", () => naming(MARK).length >= 3, stream.text)
      yield* stream.cut
      yield* allGone(MARK)
    }))

  it.live("ends with the session it was started in", () =>
    Effect.gen(function*() {
      const { url } = yield* gateway
      const session = yield* begin(`${url}/mcp`)
      const MARK = mark()
      const call = message(2, "tools/call", { name: "execute", arguments: endless(MARK) })
      yield* streaming(`${url}/mcp`, call, session)
      yield* running(MARK)
      const { status } = yield* ask(`${url}/mcp`, { method: "DELETE", headers: session })
      assert.strictEqual(status, 200)
      yield* allGone(MARK)
    }))

  it.live("ends with the gateway, told to end or killed, also one that goes on under its id", () =>
    Effect.gen(function*() {
      for (const signal of ["SIGTERM", "SIGKILL"] as const) {
        const own = yield* gateway
        const { sdk } = yield* connect2(own.url, "2025-11-25")
        const MARK = mark()
        yield* adapt(sdk, "2025-11-25", own.stderr).call("execute", { ...endless(MARK), wait: false })
        yield* running(MARK)
        own.signal(signal)
        yield* allGone(MARK)
      }
    }))
})

describe("a gateway that only runs commands", () => {
  it.live("claims no application, and is healthy without one", () =>
    Effect.gen(function*() {
      const { url } = yield* gateway
      const health = yield* Effect.promise(() => fetch(`${url}/health`).then((response) => response.json()))
      assert.deepStrictEqual(health, { status: "ok", backend: "none" })
      const about = yield* Effect.promise(() => fetch(url).then((response) => response.json()))
      assert.nestedPropertyVal(about, "connection.state", "none")
    }))
})

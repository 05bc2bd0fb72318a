import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Demo from "../../src/layers/demo/Demo.ts"
import { type BridgeProcess, deadPort, isAlive, run } from "../harness/mcp/BridgeProcess.ts"
import { connect } from "../harness/mcp/LineClient.ts"
import { listen } from "../harness/mcp/PlainProbe.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const ways: ReadonlyArray<readonly [string, (bridge: BridgeProcess) => void]> = [
  ["the end of stdin", (bridge) => bridge.closeInput()],
  ["SIGTERM", (bridge) => bridge.signal("SIGTERM")],
  ["SIGINT", (bridge) => bridge.signal("SIGINT")],
  ["SIGHUP", (bridge) => bridge.signal("SIGHUP")]
]

const politely = { code: 0, signal: null }

/** Under the backstop of 5 s, which ends with 0 as well. */
const patience = "4 seconds"

describe("leaving", () => {
  for (const [way, leave] of ways) {
    it.live(`by ${way}, connected and a call in flight: a close frame, exit 0, nothing left`, () =>
      Effect.gen(function*() {
        const probe = yield* listen
        const client = yield* connect(["--ws-url", probe.url])
        client.post("tools/call", { name: "qt_ping" })
        yield* untilTrue("the call", () => probe.methods().includes("qt.ping"), client.stderr)
        leave(client)
        const ended = yield* Effect.timeout(client.ended, patience)
        yield* untilTrue("the close", () => probe.closes().length > 0)
        assert.deepStrictEqual(ended, politely, client.stderr())
        assert.deepStrictEqual(probe.closes(), [1000])
        assert.isFalse(isAlive(client.pid))
        assert.lengthOf(client.frames(), 1)
      }))

    it.live(`by ${way}, with a probe that reads nothing any more`, () =>
      Effect.gen(function*() {
        const probe = yield* listen
        const client = yield* connect(["--ws-url", probe.url])
        yield* client.request("tools/call", { name: "qtmcp_connect" })
        probe.freeze()
        leave(client)
        assert.deepStrictEqual(yield* Effect.timeout(client.ended, patience), politely)
      }))
  }

  it.live("by the end of stdin during a wait for a signal: the application is told that it is over", () =>
    Effect.gen(function*() {
      const demo = yield* Demo.start()
      const client = yield* connect(["--ws-url", demo.url])
      const run = Effect.runSyncWith(yield* Effect.context())
      const seen = (wanted: string) => run(demo.requests).some(({ method }) => method === wanted)
      client.post("tools/call", {
        name: "qt_wait",
        arguments: { for: "signal", objectName: "nameEdit", signal: "returnPressed" }
      })
      yield* untilTrue("the subscription", () => seen("qt.signals.subscribe"), client.stderr)
      client.closeInput()
      assert.deepStrictEqual(yield* Effect.timeout(client.ended, patience), politely)
      assert.isTrue(seen("qt.signals.unsubscribe"))
    }))

  it.live("by the end of stdin while it tries to connect", () =>
    Effect.gen(function*() {
      const client = yield* connect(["--port", deadPort])
      client.post("tools/call", { name: "qt_ping" })
      yield* untilTrue("an answer of another call", () => client.frames().length > 0)
      client.closeInput()
      assert.deepStrictEqual(yield* Effect.timeout(client.ended, patience), politely)
    }))

  it.live("by the end of stdin with the demo running in it", () =>
    Effect.gen(function*() {
      const client = yield* connect(["--demo"])
      yield* client.request("tools/call", { name: "qt_ping" })
      client.closeInput()
      assert.deepStrictEqual(yield* Effect.timeout(client.ended, patience), politely)
    }))

  it.live("when stdin was never open", () =>
    Effect.gen(function*() {
      const { code, stderr, stdout } = yield* run(["--port", deadPort])
      assert.deepStrictEqual({ code, stderr, stdout }, { code: 0, stderr: "", stdout: "" })
    }))

  it.live("when the client reads stdout no more, though stdin stays open", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const client = yield* connect(["--ws-url", probe.url])
      yield* client.request("tools/call", { name: "qtmcp_connect" })
      client.closeOutput()
      client.post("tools/list")
      client.post("tools/list")
      assert.deepStrictEqual(yield* Effect.timeout(client.ended, patience), politely)
      yield* untilTrue("the close", () => probe.closes().length > 0)
      assert.deepStrictEqual(probe.closes(), [1000])
      assert.isFalse(isAlive(client.pid))
    }))
})

describe("staying", () => {
  it.live("when nobody reads the log", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const client = yield* connect(["--ws-url", probe.url])
      client.closeErrors()
      client.write("garbage\nmore garbage\n")
      const { result } = yield* client.request("tools/call", { name: "qtmcp_connect" })
      assert.notProperty(result, "isError", JSON.stringify(result))
    }))
})

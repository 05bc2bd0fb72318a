import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { deadPort } from "../harness/mcp/BridgeProcess.ts"
import { connect } from "../harness/mcp/LineClient.ts"
import { listen } from "../harness/mcp/PlainProbe.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const dead = ["--port", deadPort]

const mib = 1024 * 1024

const garbage: ReadonlyArray<readonly [string, Uint8Array]> = [
  ["text", Buffer.from("hello?")],
  ["half an object", Buffer.from("{\"jsonrpc\":\"2.0\",\"id\":")],
  ["an array", Buffer.from("[{\"jsonrpc\":\"2.0\",\"id\":900,\"method\":\"ping\"}]")],
  ["a number", Buffer.from("42")],
  ["null", Buffer.from("null")],
  ["an object that is no message", Buffer.from("{\"id\":900,\"method\":\"ping\"}")],
  ["bytes that are no UTF-8", Buffer.from([0xff, 0xfe, 0x80, 0x7b, 0x22])],
  ["a NUL", Buffer.from([0])],
  ["65 MiB without a line end", Buffer.alloc(65 * mib, "x")]
]

const logLines = (text: string) => text.split("\n").filter((line) => line !== "")

describe("a garbage line costs one log line and no neighbouring frame", () => {
  for (const [what, bytes] of garbage) {
    it.live(what, () =>
      Effect.gen(function*() {
        const client = yield* connect(dead)
        client.write(Buffer.concat([
          Buffer.from(`${client.line(901, "ping")}\n`),
          bytes,
          Buffer.from(`\n${client.line(902, "ping")}\n`)
        ]))
        yield* client.answer(901)
        yield* client.answer(902)
        yield* untilTrue("a log line", () => logLines(client.stderr()).length > 0)
        client.closeInput()
        yield* client.ended
        assert.strictEqual(logLines(client.stderr()).length, 1, client.stderr())
        assert.match(client.stderr(), /stdin/)
        assert.isBelow(client.stderr().length, 500)
        assert.deepStrictEqual(client.frames().map((frame) => frame.id), [1, 901, 902])
      }))
  }
})

describe("frames", () => {
  it.live("may come in pieces, a character cut in two", () =>
    Effect.gen(function*() {
      const client = yield* connect(dead)
      const bytes = Buffer.from(`${client.line(900, "tools/call", { name: "nö-such-töol-€", arguments: {} })}\n`)
      for (let at = 0; at < bytes.length; at += 7) {
        client.write(bytes.subarray(at, at + 7))
        yield* Effect.sleep(1)
      }
      const { error } = yield* client.answer(900)
      assert.include(error?.message, "nö-such-töol-€")
    }))

  it.live("may come several at once, with any line end, empty lines between", () =>
    Effect.gen(function*() {
      const client = yield* connect(dead)
      client.write(
        `${client.line(900, "ping")}\r\n\r\n${client.line(901, "tools/list")}\n\n${client.line(902, "ping")}\r\n`
      )
      yield* Effect.forEach([900, 901, 902], client.answer, { discard: true })
      client.closeInput()
      yield* client.ended
      assert.strictEqual(client.stderr(), "")
    }))

  it.live("of many megabytes are read", () =>
    Effect.gen(function*() {
      const client = yield* connect(dead)
      const answer = yield* client.request("tools/call", { name: "x".repeat(20 * mib) })
      assert.strictEqual(answer.error?.code, -32602)
    }))

  it.live("that are in before stdin ends are answered, by the application too", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const client = yield* connect(["--ws-url", probe.url])
      yield* client.request("tools/call", { name: "qtmcp_connect" })
      client.write(`${client.line(900, "ping")}\n${client.line(901, "tools/call", { name: "qt_version" })}\n`)
      client.closeInput()
      yield* client.ended
      assert.sameMembers(client.frames().map((frame) => frame.id), [1, 2, 900, 901])
      assert.notProperty(client.frames().find((frame) => frame.id === 901)?.result, "isError", client.stdout())
    }))
})

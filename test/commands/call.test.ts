import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import * as path from "node:path"
import { pngSize } from "../../src/tools/image.ts"
import { deadPort, run } from "../harness/mcp/BridgeProcess.ts"
import { listen } from "../harness/mcp/PlainProbe.ts"
import { until } from "../harness/mcp/until.ts"
import { directory } from "./directory.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({
  content: Schema.Array(Schema.Record(Schema.String, Schema.Unknown)),
  data: Schema.Record(Schema.String, Schema.Unknown)
})))

describe("qtmcp call", () => {
  it.live("prints what the tool answers", () =>
    Effect.gen(function*() {
      const { code, stderr, stdout } = yield* run(["call", "ui_read", "{\"target\":\"Country\"}", "--demo"])
      assert.deepStrictEqual({ code, stderr }, { code: 0, stderr: "" })
      assert.include(stdout, "Austria")
    }))

  it.live("leaves the probe politely", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const { code, stdout } = yield* run(["call", "qtmcp_connect", "--ws-url", probe.url])
      assert.strictEqual(code, 0)
      assert.include(stdout, "state: ready")
      const [close] = yield* until("the end of the connection", () =>
        probe.closes().length > 0 ? probe.closes() : undefined)
      assert.strictEqual(close, 1000)
    }))

  it.live("--json prints content and data", () =>
    Effect.gen(function*() {
      const { code, stdout } = yield* run(["call", "qtmcp_status", "--json", "--port", deadPort])
      assert.strictEqual(code, 0)
      const { content, data } = decode(stdout)
      assert.propertyVal(content[0], "type", "text")
      assert.propertyVal(data, "state", "idle")
    }))

  it.live("of a picture it prints the size, and --out keeps it", () =>
    Effect.gen(function*() {
      const file = path.join(yield* directory, "window.png")
      const plain = yield* run(["call", "cu_screenshot", "--demo"])
      assert.match(plain.stdout, /^image\/png 800x600, \d+ bytes; --out FILE/)
      const kept = yield* run(["call", "cu_screenshot", "--demo", "--json", "--out", file])
      assert.deepStrictEqual(pngSize(fs.readFileSync(file)), { width: 800, height: 600 })
      assert.deepInclude(decode(kept.stdout).content[0], { type: "image", file, width: 800 })
      assert.notProperty(decode(kept.stdout).content[0], "data")
    }))

  it.live("a failed tool says why on stderr, exit code 1", () =>
    Effect.gen(function*() {
      const { code, stderr, stdout } = yield* run(["call", "qt_ping", "--port", deadPort])
      assert.deepStrictEqual({ code, stdout }, { code: 1, stdout: "" })
      assert.include(stderr, `Not connected to a probe at ws://localhost:${deadPort}`)
    }))

  const misuses = [
    ["no tool", [], "qtmcp tools"],
    ["an unknown tool", ["qt_nope"], "qt_nope"],
    ["arguments that are no JSON", ["qt_find", "{"], "JSON"],
    ["arguments that are no object", ["qt_find", "[1]"], "JSON"],
    ["arguments the tool does not take", ["qt_find", "{\"tex\":\"x\"}"], "tex"],
    ["too many words", ["qt_find", "{}", "{}"], "one JSON object"],
    ["--out without a file", ["cu_screenshot", "--out"], "--out"],
    ["a value for a switch", ["cu_screenshot", "--json=1"], "--json"],
    ["a tool of another mode than the one that was named", ["ui_read", "--mode", "cu"], "ui_read"]
  ] as const
  for (const [what, args, named] of misuses) {
    it.live(`${what}: exit code 2`, () =>
      Effect.gen(function*() {
        const { code, stderr, stdout } = yield* run(["call", ...args, "--port", deadPort])
        assert.deepStrictEqual({ code, stdout }, { code: 2, stdout: "" })
        assert.include(stderr, named)
      }))
  }
})

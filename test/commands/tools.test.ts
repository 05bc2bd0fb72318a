import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { deadPort, run } from "../harness/mcp/BridgeProcess.ts"
import { connect } from "../harness/mcp/LineClient.ts"
import { ListedTool } from "../harness/mcp/McpClient.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Array(ListedTool)))
const decodeResult = Schema.decodeUnknownSync(Schema.Struct({ tools: Schema.Array(ListedTool) }))

describe("qtmcp tools", () => {
  it.live("prints a line a tool of the mode, with nothing to connect to", () =>
    Effect.gen(function*() {
      const { code, stderr, stdout } = yield* run(["tools", "--mode", "cu", "--port", deadPort])
      assert.deepStrictEqual({ code, stderr }, { code: 0, stderr: "" })
      const lines = stdout.trimEnd().split("\n")
      assert.isTrue(lines.every((line) => /^(?:cu|qtmcp)_\w+ {2,}\S/.test(line)), stdout)
      assert.strictEqual(lines.filter((line) => line.startsWith("cu_")).length, 13)
    }))

  // A client is listed what was prepared when the bin was bundled, the command asks the tools themselves.
  for (const mode of ["all", "exec", "chrome,exec"]) {
    it.live(`--json is what a client is listed: ${mode}`, () =>
      Effect.gen(function*() {
        const { code, stdout } = yield* run(["tools", "--json", `--mode=${mode}`])
        assert.strictEqual(code, 0)
        const client = yield* connect(["--mode", mode])
        const { result } = yield* client.request("tools/list")
        assert.deepStrictEqual(decode(stdout), decodeResult(result).tools)
      }))
  }

  it.live("takes no words, and the settings are checked", () =>
    Effect.gen(function*() {
      const word = yield* run(["tools", "native"])
      assert.deepStrictEqual([word.code, word.stdout], [2, ""])
      assert.include(word.stderr, "\"native\"")
      const mode = yield* run(["tools", "--mode", "nonsense"])
      assert.strictEqual(mode.code, 2)
      assert.include(mode.stderr, "--mode")
    }))
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { chromeTools } from "../../../src/tools/chrome/tools.ts"
import { toolsOn } from "../../harness/fakeProbe.ts"

describe("chr_readConsoleMessages", () => {
  const messages = [
    { type: "debug", message: "[qtPilot] Received: \"limit app\"", timestamp: 3 },
    { type: "warning", message: "Handling method: chr.find app", timestamp: 3 },
    { type: "error", message: "Method \"chr.find\" threw structured error: \"app\"", timestamp: 2 },
    { type: "info", message: "app started", timestamp: 1 },
    { type: "debug", message: "loaded", timestamp: 0, file: "main.cpp", line: 7 }
  ]

  it.live("leaves the probe's own lines out, whatever the pattern, and its limit counts the rest", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* toolsOn(chromeTools, { "chr.readConsoleMessages": { messages } })
      assert.strictEqual(
        yield* call("chr_readConsoleMessages"),
        "00:00:00.001 info app started\n00:00:00.000 debug loaded (main.cpp:7)"
      )
      assert.strictEqual(yield* call("chr_readConsoleMessages", { pattern: "app" }), "00:00:00.001 info app started")
      assert.match(yield* call("chr_readConsoleMessages", { limit: 1 }), /^00:00:00.001 info app started\n\(older/)
      const own = new RegExp(String(sent[0]?.params["pattern"]))
      assert.deepStrictEqual(messages.map(({ message }) => own.test(message)), [false, false, false, true, true])
      // A pattern is matched here, so the probe must not cut before.
      assert.isUndefined(sent[1]?.params["limit"])
    }))

  it.live("refuses what is no regular expression, which the probe takes for no filter", () =>
    Effect.gen(function*() {
      const { call, sent } = yield* toolsOn(chromeTools, { "chr.readConsoleMessages": { messages } })
      assert.match(yield* call("chr_readConsoleMessages", { pattern: "[" }), /ERROR pattern is no regular expression/)
      assert.deepStrictEqual(sent, [])
    }))
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { mark, toldOf } from "../harness/exec/bridge.ts"
import type { Open } from "../harness/mcp/McpClient.ts"
import { sdk1 } from "../harness/mcp/Sdk1Client.ts"
import { sdk2 } from "../harness/mcp/Sdk2Client.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { allGone, naming } from "../harness/target/processes.ts"

const clients: Readonly<Record<string, Open>> = {
  "the 1.x SDK": sdk1,
  "the 2.x SDK, 2025-11-25": sdk2("2025-11-25"),
  "the 2.x SDK, 2026-07-28": sdk2("2026-07-28")
}

for (const [name, open] of Object.entries(clients)) {
  describe(`mode exec through a client of ${name}`, () => {
    it.live("lists five tools, one of which only looks", () =>
      Effect.gen(function*() {
        const { tools } = yield* open(["--mode", "exec"])
        const hints = (yield* tools).map(({ annotations, name: tool }) =>
          [
            tool,
            annotations.readOnlyHint,
            annotations.destructiveHint,
            annotations.openWorldHint
          ] as const
        )
        assert.sameDeepMembers(hints, [
          ["execute", false, true, true],
          ["execute_list", false, true, true],
          ["execute_claude", false, true, true],
          ["execute_control", false, true, true],
          ["execute_status", true, false, false]
        ])
      }))

    it.live("tells progress and result, and the output is there afterwards", () =>
      Effect.gen(function*() {
        const { call, read } = yield* open(["--mode", "exec", "--structured"])
        const messages: Array<string> = []
        const result = yield* call("execute", { command: "echo working; sleep 0.8; exit 3" }, ({ message = "" }) => {
          messages.push(message)
        })
        const told = toldOf(result)
        assert.match(told.line, /^exit code 3 · /)
        assert.include(told.data, { success: false, exitCode: 3 })
        assert.include(messages, "working")
        const { contents: [{ mimeType, text }] } = yield* read(`executor://logs/${told.id}?stream=stdout`)
        assert.deepStrictEqual({ mimeType, text }, { mimeType: "text/plain", text: "working\n" })
        const fault = yield* Effect.flip(read("executor://logs/x-00000000"))
        assert.include([-32_002, -32_602], fault.code)
      }))

    it.live("ends the command of a call that is cancelled", () =>
      Effect.gen(function*() {
        const { call } = yield* open(["--mode", "exec"])
        const MARK = mark()
        const running = yield* Effect.forkChild(call("execute", { command: "sleep 300 & sleep 300", env: { MARK } }))
        yield* untilTrue("the command", () => naming(MARK).length >= 3)
        yield* Fiber.interrupt(running)
        yield* allGone(MARK)
      }))
  })
}

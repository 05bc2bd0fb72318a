import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import { execBridge, executorProcess, mark, toldOf } from "../harness/exec/bridge.ts"
import { fakeClaude } from "../harness/exec/fakeClaude.ts"
import { original } from "../harness/exec/OriginalExecutor.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { naming } from "../harness/target/processes.ts"

const given = (result: unknown): Readonly<Record<string, unknown>> => {
  const parsed: unknown = JSON.parse(String(result))
  return Predicate.isObject(parsed) ? { ...parsed } : {}
}

const places = {
  "in this process": Effect.succeed<ReadonlyArray<string>>([]),
  "on qtmcp executor": Effect.map(
    executorProcess([], { CLAUDECODE: "1" }),
    ({ url }): ReadonlyArray<string> => ["--executor-url", url]
  ),
  "on the original": Effect.map(original(), ({ url }): ReadonlyArray<string> => ["--executor-url", url])
}

for (const [where, place] of Object.entries(places)) {
  describe(`execute_claude ${where}`, () => {
    it.live("starts the CLI as it is documented, follows its events, and gives answer, session, turns and cost", () =>
      Effect.gen(function*() {
        const { dir, file, session } = yield* fakeClaude("good")
        const { client, post, progress } = yield* execBridge([...yield* place, "--claude-path", file], {
          CLAUDECODE: "1"
        })
        const prompt = "say \"hi\" to $HOME; echo 'x' && id\nand `more` ä"
        const id = post("execute_claude", {
          prompt,
          cwd: dir,
          allowed_tools: ["Edit", "Bash(git log:*)"],
          mcp_config: "{\"mcpServers\":{}}"
        })
        const told = toldOf((yield* client.answer(id)).result)
        assert.match(
          told.line,
          new RegExp(`^exit code 0 · [\\d.]+ s · id x-[0-9a-f]{8} · session ${session} · 2 turns · \\$0\\.0123$`)
        )
        const found = given(told.data["result"])
        assert.deepStrictEqual(found["argv"], [
          "-p",
          prompt,
          "--output-format",
          "stream-json",
          "--verbose",
          "--allowedTools",
          "Edit",
          "Bash(git log:*)",
          "--mcp-config",
          "{\"mcpServers\":{}}"
        ])
        assert.strictEqual(found["input"], "")
        assert.strictEqual(found["cwd"], dir)
        assert.strictEqual(found["nested"], where === "on the original" ? process.env["CLAUDECODE"] ?? null : null)
        assert.include(told.data, { success: true, isError: false, sessionId: session, turns: 2, costUsd: 0.01234 })
        const lines = progress(id).join("\n").split("\n")
        assert.includeMembers(lines, [
          `session ${session}, claude-sonnet-4`,
          "I look first.",
          "Bash {\"command\":\"ls\"}"
        ])
        assert.include(told.text, `executor://logs/${told.id}`)
      }))

    it.live("says how to get a CLI that is not there", () =>
      Effect.gen(function*() {
        const { call } = yield* execBridge([...yield* place, "--claude-path", "no-such-claude"])
        const { isError, text } = yield* call("execute_claude", { prompt: "hi" })
        assert.isTrue(isError)
        assert.match(text, /^The Claude CLI no-such-claude cannot be run: /)
        assert.include(text, "npm install -g @anthropic-ai/claude-code")
        assert.include(text, "--claude-path")
      }))
  })
}

describe("execute_claude", () => {
  const ask = Effect.fnUntraced(function*(kind: Parameters<typeof fakeClaude>[0], flags: ReadonlyArray<string> = []) {
    const { file } = yield* fakeClaude(kind)
    const bridge = yield* execBridge(["--claude-path", file, ...flags])
    return { ...bridge, told: yield* bridge.call("execute_claude", { prompt: "-dash first" }) }
  })

  it.live("tells an error Claude reports from an answer", () =>
    Effect.gen(function*() {
      const { told } = yield* ask("turns")
      assert.match(told.line, /^exit code 1 · .* · 9 turns · /)
      assert.include(told.text, "\nClaude reports an error (error_max_turns):")
      assert.include(told.data, { success: false, isError: true, subtype: "error_max_turns" })
    }))

  it.live("tells when the usage limit ends", () =>
    Effect.gen(function*() {
      const { told } = yield* ask("limit")
      assert.match(told.line, /^exit code 1 · usage limit reached, resets 2025-07-12T20:00:00Z · /)
      assert.include(told.data, { success: false })
    }))

  it.live("shows what a CLI prints that does not get as far as an answer", () =>
    Effect.gen(function*() {
      const { told } = yield* ask("broken")
      assert.match(told.text, /^exit code 1 · [^\n]*\n\[stderr\] Invalid API key · Please run \/login$/)
    }))

  it.live("goes on under its id when it takes long, and the status has the answer", () =>
    Effect.gen(function*() {
      const { ended, told } = yield* ask("slow", ["--exec-wait", "300ms"])
      assert.match(told.text, /^running · [^\n]*\nsession [^\n]*, claude-sonnet-4\nIt goes on\. /)
      const over = yield* ended(told.id)
      assert.match(over.text, /^exit code 0 · [^\n]*session[^\n]*\nin the end\n/)
    }))

  it.live("a dash at the beginning of the prompt is no flag", () =>
    Effect.gen(function*() {
      const { told } = yield* ask("good")
      assert.deepInclude(given(told.data["result"]), {
        argv: ["-p", " -dash first", "--output-format", "stream-json", "--verbose"]
      })
    }))

  it.live("a cancelled request ends the CLI", () =>
    Effect.gen(function*() {
      const MARK = mark()
      const { file } = yield* fakeClaude("endless")
      const { client, post } = yield* execBridge(["--claude-path", file, "--exec-pass-env", "MARK"], { MARK })
      const others = () => naming(MARK).filter((pid) => pid !== client.pid)
      const id = post("execute_claude", { prompt: "wait" })
      yield* untilTrue("the CLI", () => others().length === 1)
      client.notify("notifications/cancelled", { requestId: id })
      yield* untilTrue("its end", () => others().length === 0)
    }))
})

import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"

const session = "0e5c4f9a-0000-4000-8000-000000000001"

/** Lines as `claude -p … --output-format stream-json --verbose` prints them. */
const say = `
const session = ${JSON.stringify(session)}
const line = (value) => process.stdout.write(JSON.stringify(value) + "\\n")
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const assistant = (...content) =>
  line({ type: "assistant", message: { id: "msg_1", role: "assistant", content }, parent_tool_use_id: null, session_id: session })
const result = (fields) => line({
  type: "result", subtype: "success", is_error: false, duration_ms: 1200, duration_api_ms: 900, num_turns: 2,
  total_cost_usd: 0.01234, usage: { input_tokens: 10, output_tokens: 5 }, permission_denials: [], session_id: session,
  ...fields
})
line({ type: "system", subtype: "init", cwd: process.cwd(), session_id: session, tools: ["Bash", "Edit"], mcp_servers: [], model: "claude-sonnet-4", permissionMode: "default" })
`

const scripts = {
  /** Answers with what it was started with. */
  good: `${say}
const input = require("node:fs").readFileSync(0, "utf8")
assistant({ type: "text", text: "I look first." })
await0(async () => {
  await pause(700)
  assistant({ type: "tool_use", id: "toolu_1", name: "Bash", input: { command: "ls" } })
  line({ type: "user", message: { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "a b" }] }, session_id: session })
  await pause(700)
  result({ result: JSON.stringify({ argv: process.argv.slice(2), input, cwd: process.cwd(), nested: process.env.CLAUDECODE ?? null }) })
})`,
  turns: `${say}result({ subtype: "error_max_turns", is_error: true, num_turns: 9 }); process.exitCode = 1`,
  limit: `${say}
assistant({ type: "text", text: "Claude AI usage limit reached|1752350400" })
result({ is_error: true, result: "Claude AI usage limit reached|1752350400", total_cost_usd: 0 }); process.exitCode = 1`,
  broken: `process.stderr.write("Invalid API key · Please run /login\\n"); process.exitCode = 1`,
  slow: `${say}setTimeout(() => result({ result: "in the end" }), 1200)`,
  endless: `${say}setInterval(() => undefined, 1000)`
}

/** A program that stands in for the Claude CLI; gives its path. */
export const fakeClaude = Effect.fnUntraced(function*(kind: keyof typeof scripts) {
  const dir = yield* Effect.acquireRelease(
    Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-claude-"))),
    (made) => Effect.sync(() => fs.rmSync(made, { recursive: true, force: true }))
  )
  const file = path.join(dir, "claude")
  const text = `#!${process.execPath}\nconst await0 = (run) => void run()\n${scripts[kind]}\n`
  fs.writeFileSync(file, text, { mode: 0o755 })
  return { dir: fs.realpathSync(dir), file, session }
})

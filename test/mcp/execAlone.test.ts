import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { execBridge, mark } from "../harness/exec/bridge.ts"
import { bin, environment } from "../harness/mcp/BridgeProcess.ts"
import { connect } from "../harness/mcp/LineClient.ts"
import { listen } from "../harness/mcp/PlainProbe.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { allGone, environmentOf, naming } from "../harness/target/processes.ts"

const names = (result: unknown): ReadonlyArray<string> =>
  [...JSON.stringify(result).matchAll(/"name":"([a-z_]+)"/g)].map(([, name = ""]) => name)

const exec = ["execute", "execute_list", "execute_claude", "execute_control", "execute_status"]

describe("mode exec alone", () => {
  it.live("has no application: its tools are five, it connects to nothing, and says so to the host", () =>
    Effect.gen(function*() {
      const probe = yield* listen
      const { client } = yield* execBridge(["--ws-url", probe.url])
      const { result } = yield* client.request("tools/list")
      assert.sameMembers([...names(result)], exec)
      const resources = yield* client.request("resources/list")
      assert.notInclude(JSON.stringify(resources.result), "qtmcp://status")
      const [hello] = client.frames()
      assert.match(String(hello?.result?.["instructions"]), /^exec \(execute\*\): /)
      assert.notInclude(String(hello?.result?.["instructions"]), "qtmcp_status")
      assert.deepStrictEqual(probe.methods(), [])
    }))

  it.live("beside another mode adds its five tools to those of the bridge", () =>
    Effect.gen(function*() {
      const client = yield* connect(["--mode", "agent,exec"])
      const { result } = yield* client.request("tools/list")
      assert.includeMembers([...names(result)], [...exec, "ui_snapshot", "qtmcp_status"])
    }))

  it.live("is in no all", () =>
    Effect.gen(function*() {
      const client = yield* connect(["--mode", "all"])
      const { result } = yield* client.request("tools/list")
      assert.notInclude(names(result).join(" "), "execute")
    }))
})

describe("a command of the bridge", () => {
  it.live("has no part of the pipes of MCP, whatever it writes and reads", () =>
    Effect.gen(function*() {
      const { call, client } = yield* execBridge()
      const { line } = yield* call("execute", {
        command: "echo '{\"jsonrpc\":\"2.0\"}' ; echo garbage >/proc/self/fd/2; head -c 1 <&0; (echo late; exec cat) &"
      })
      assert.match(line, /^exit code 0/)
      yield* client.request("ping")
      assert.isAbove(client.frames().length, 2)
    }))

  it.live("inherits neither the tokens nor what is not usual, but for what is passed on", () =>
    Effect.gen(function*() {
      const MARK = mark()
      const env = {
        SECRET: "s",
        CLAUDECODE: "1",
        ANTHROPIC_API_KEY: "k",
        QTMCP_EXECUTOR_TOKEN: "token",
        QTMCP_EXEC_PASS_ENV: "ANTHROPIC_API_KEY"
      }
      const { call } = yield* execBridge([], env)
      yield* call("execute", { command: "exec sleep 300", env: { MARK }, wait: false })
      const [pid = 0] = naming(MARK)
      const found = environmentOf(pid)
      assert.include(found, { MARK, ANTHROPIC_API_KEY: "k" })
      assert.notInclude(Object.keys(found), "SECRET")
      assert.notInclude(Object.keys(found), "CLAUDECODE")
      assert.notInclude(Object.keys(found), "QTMCP_EXECUTOR_TOKEN")
    }))

  it.live("is one of those that are allowed, without a shell, where a list says which", () =>
    Effect.gen(function*() {
      const { call } = yield* execBridge([], { CC_EXECUTOR_ALLOWED_COMMANDS: "echo" })
      assert.strictEqual((yield* call("execute", { command: "echo 'a b'" })).data["output"], "a b\n")
      for (const command of ["echo ok && id", "id"]) {
        const refused = yield* call("execute", { command })
        assert.isTrue(refused.isError)
        assert.match(refused.text, /^Not allowed: /)
      }
    }))

  it.live("ends with the host that was killed", () =>
    Effect.gen(function*() {
      const MARK = mark()
      const frames = [
        {
          id: 1,
          method: "initialize",
          params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "h", version: "1" } }
        },
        { method: "notifications/initialized" },
        {
          id: 2,
          method: "tools/call",
          params: { name: "execute", arguments: { command: "sleep 300 & sleep 300", env: { MARK } } }
        }
      ].map((frame) => `${JSON.stringify({ jsonrpc: "2.0", ...frame })}\n`).join("")
      const script =
        `const child = require("node:child_process").spawn(process.execPath, [process.argv[1], "--mode", "exec"]);
        child.stdin.write(process.argv[2])`
      const host = yield* Effect.acquireRelease(
        Effect.sync(() =>
          spawn(process.execPath, ["-e", script, bin(), frames], { env: environment(), stdio: "ignore" })
        ),
        (started) => Effect.sync(() => void started.kill("SIGKILL"))
      )
      yield* untilTrue("the command", () => naming(MARK).length >= 3)
      host.kill("SIGKILL")
      yield* allGone(MARK)
    }))
})

describe("a task that runs a command", () => {
  it.live("ends it when it is cancelled", () =>
    Effect.gen(function*() {
      const { call } = yield* execBridge(["--caps", "tasks"])
      const MARK = mark()
      const started = yield* call("task_start", {
        tool: "execute",
        arguments: { command: "sleep 300 & sleep 300", env: { MARK } }
      })
      assert.isFalse(started.isError, started.text)
      yield* untilTrue("the command", () => naming(MARK).length >= 3)
      const task_id = /task-[0-9a-f]{8}/.exec(started.text)?.[0]
      yield* call("task_cancel", { task_id })
      yield* allGone(MARK)
    }))
})

describe("the number of commands", () => {
  it.live("is bounded, and a command that ended makes room", () =>
    Effect.gen(function*() {
      const { call } = yield* execBridge()
      const started = yield* Effect.forEach(
        Array.from({ length: 32 }),
        () => call("execute", { command: "sleep 300", wait: false }),
        { concurrency: 8 }
      )
      const over = yield* call("execute", { command: "true" })
      assert.isTrue(over.isError)
      assert.match(over.text, /^32 commands run already, which is the limit\. Nothing was started/)
      yield* call("execute_control", { id: started[0]?.id, action: "cancel" })
      assert.match((yield* call("execute", { command: "true" })).line, /^exit code 0/)
    }))
})

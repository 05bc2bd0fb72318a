import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { execBridge, mark } from "../harness/exec/bridge.ts"
import { original, type OriginalOptions } from "../harness/exec/OriginalExecutor.ts"
import { deadPort } from "../harness/mcp/BridgeProcess.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { allGone, naming } from "../harness/target/processes.ts"

const open = Effect.fnUntraced(function*(
  options: OriginalOptions = {},
  env: Readonly<Record<string, string>> = {}
) {
  const executor = yield* original(options)
  const bridge = yield* execBridge(["--executor-url", executor.url], env)
  return { executor, ...bridge }
})

/** Text whose process can be found: the shell of the original has it in its environment. */
const marked = (MARK: string, command: string): string => `export MARK=${MARK}; ${command}`

describe("the original executor, with its faults", () => {
  it.live("runs commands, and a line that ends in dots is a line", () =>
    Effect.gen(function*() {
      const { call, executor } = yield* open()
      const { data, line } = yield* call("execute", { command: "echo a...; echo b >&2; sleep 0.2; echo c; exit 3" })
      assert.match(line, /^exit code 3 · /)
      assert.include(data, { output: "a...\nc\n", stderr: "b\n", exitCode: 3 })
      assert.deepStrictEqual(executor.asked().map(({ timeout }) => timeout), [600])
      assert.match((yield* call("execute", { command: "kill -KILL $$" })).line, /^ended by SIGKILL · /)
      assert.deepStrictEqual(executor.closes(), [1000, 1000])
    }))

  it.live("never tells of the end of what was cancelled: the call ends all the same, and so does the process", () =>
    Effect.gen(function*() {
      const { call } = yield* open()
      const MARK = mark()
      const { id } = yield* call("execute", {
        command: marked(MARK, "trap '' TERM; while :; do sleep 1; done"),
        wait: false
      })
      yield* untilTrue("the command", () => naming(MARK).length >= 1)
      const canceled = yield* call("execute_control", { id, action: "cancel" })
      assert.match(canceled.line, /^canceled, end not known · /)
      assert.include(canceled.text, "How the command ended is not known: the executor at ws://127.0.0.1:")
      assert.include(canceled.data, { success: false, exitCode: null, canceled: true })
      yield* allGone(MARK)
    }))

  it.live("lets a paused process keep its end for itself: it is woken", () =>
    Effect.gen(function*() {
      const { call, executor } = yield* open()
      const MARK = mark()
      const { id } = yield* call("execute", { command: marked(MARK, "sleep 300; :"), wait: false })
      yield* call("execute_control", { id, action: "pause" })
      yield* call("execute_control", { id, action: "cancel" })
      assert.includeMembers([...executor.methods()], ["control"])
      yield* allGone(MARK)
    }))

  it.live("knows no total time: the bridge ends what takes too long, and keeps what it printed", () =>
    Effect.gen(function*() {
      const { call } = yield* open()
      const MARK = mark()
      const { data, line } = yield* call("execute", {
        command: marked(MARK, "while :; do echo tick; sleep 0.1; done"),
        timeout: 0.5
      })
      assert.match(line, /^timed out, /)
      assert.include(data, { success: false, timedOut: true })
      assert.match(String(data["output"]), /^(tick\n)+$/)
      yield* allGone(MARK)
    }))

  it.live("drops who does not answer its ping: the bridge does", () =>
    Effect.gen(function*() {
      const { call, executor } = yield* open({ heartbeat: 100 })
      assert.match((yield* call("execute", { command: "sleep 1" })).line, /^exit code 0/)
      assert.isAbove(executor.methods().filter((method) => method === "pong").length, 4)
      assert.deepStrictEqual(executor.closes(), [1000])
    }))

  it.live("misses limits: the bridge reads them itself, and believes in none that is none", () =>
    Effect.gen(function*() {
      const { call, ended, executor } = yield* open()
      const real = yield* call("execute", { command: "echo 'Claude AI usage limit reached|1752350400'; exit 1" })
      assert.match(real.line, /^exit code 1 · usage limit reached, resets 2025-07-12T20:00:00Z · /)
      const { id } = yield* call("execute", { command: "echo truncated; sleep 0.5", wait: false })
      executor.notify("error.token_limit_exceeded", { session_id: "s", error_type: "token_limit", limit: 32_000 })
      const { data, line } = yield* ended(id)
      assert.notInclude(line, "limit")
      assert.notProperty(data, "limit")
    }))

  it.live("knows text alone: programs and folders are written as such, variables are refused", () =>
    Effect.gen(function*() {
      const { call, executor } = yield* open()
      const moved = yield* call("execute", { command: "pwd; echo 'it''s'", cwd: "/" })
      assert.strictEqual(moved.data["output"], "/\nits\n")
      const refused = yield* call("execute", { command: "env", env: { SECRET: "s" } })
      assert.isTrue(refused.isError)
      assert.match(refused.text, /^Not allowed: this executor gives a command no variables of its own\. Leave env out/)
      assert.notInclude(JSON.stringify(executor.asked()), "SECRET")
    }))

  it.live("says what it does not allow with another number", () =>
    Effect.gen(function*() {
      const { call } = yield* open({ allowed: ["echo"] })
      const refused = yield* call("execute", { command: "id" })
      assert.isTrue(refused.isError)
      assert.strictEqual(refused.text, "Not allowed: Command 'id' is not allowed.")
    }))
})

describe("an executor that is not there, or goes", () => {
  it.live("is told when it closes the connection in the middle of a command, whose output is kept", () =>
    Effect.gen(function*() {
      const { call, client, executor, post } = yield* open()
      const id = post("execute", { command: "echo kept; sleep 300" })
      yield* untilTrue("the command", () => executor.asked().length === 1)
      yield* Effect.repeat(call("execute_status"), { until: ({ text }) => text.includes("running") })
      const status = yield* Effect.repeat(
        Effect.flatMap(call("execute_status"), ({ id: own }) => call("execute_status", { id: own })),
        { until: ({ text }) => text.includes("kept") }
      )
      executor.cut()
      const { result } = yield* client.answer(id)
      const text = JSON.stringify(result)
      assert.include(text, "end not known")
      assert.include(text, "closed the connection (1006)")
      assert.include(text, "kept")
      assert.include(text, status.id)
    }))

  it.live("is told with what to do: nothing listens, it does not greet, it is full, it wants a token", () =>
    Effect.gen(function*() {
      const nobody = yield* execBridge(["--executor-url", `ws://127.0.0.1:${deadPort}/ws`])
      const refused = yield* nobody.call("execute", { command: "true" })
      assert.isTrue(refused.isError)
      assert.match(
        refused.text,
        /^Could not start the command: the executor at ws:\/\/127\.0\.0\.1:9\/ws cannot be used: nothing listens there; start it there \(qtmcp executor\), correct --executor-url/
      )
      const full = yield* open({ isFull: true })
      assert.match((yield* full.call("execute", { command: "true" })).text, /it has no room for another client \(1008/)
    }))

  it.live("gets the token, which is in no error and in no command", () =>
    Effect.gen(function*() {
      const token = "a-token-of-the-test"
      const { call, client, executor } = yield* open({}, { CC_EXECUTOR_AUTH_TOKEN: token })
      const { text } = yield* call("execute", { command: "env" })
      assert.strictEqual(executor.headers()?.authorization, `Bearer ${token}`)
      assert.notInclude(text, token)
      executor.cut()
      assert.notInclude(client.stdout() + client.stderr(), token)
    }))
})

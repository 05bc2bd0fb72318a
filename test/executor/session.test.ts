import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { version } from "../../src/layers/program/version.ts"
import { served, serving } from "../harness/executor/serving.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { allGone, naming } from "../harness/target/processes.ts"

describe("a session", () => {
  it.live("begins with connected, on both paths", () =>
    Effect.gen(function*() {
      const { connect, url } = yield* serving()
      const first = yield* connect()
      const hello = yield* first.notice("connected")
      assert.deepInclude(hello, { version, capabilities: ["execute", "control", "stream", "argv", "cwd", "env"] })
      assert.match(String(hello["session_id"]), /^[\da-f-]{36}$/)
      const other = yield* connect({}, `${url}/mcp`)
      assert.notStrictEqual((yield* other.notice("connected"))["session_id"], hello["session_id"])
    }))

  it.live("answers execute before it tells of anything the command does", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const { pgid, pid } = yield* client.execute({ command: "echo hi" })
      yield* client.completed()
      assert.strictEqual(pgid, pid)
      const order = client.messages.map(({ method, result }) => method ?? result?.["status"])
      assert.deepStrictEqual(order, ["connected", "started", "process.started", "process.output", "process.completed"])
    }))

  it.live("runs one command at a time, and the next as soon as the end of one is told", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "sleep 300" })
      const { error } = yield* client.request("execute", { command: "true" })
      assert.deepInclude(error, { code: -32_602, message: "A process is already running" })
      yield* client.control("CANCEL")
      yield* client.completed()
      yield* client.execute({ command: "exit 3" })
      assert.deepInclude(yield* client.completed(2), { exit_code: 3 })
    }))

  it.live("says why a command cannot be started, and takes the next", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const reason = (params: unknown) => Effect.map(client.request("execute", params), ({ error }) => error)
      const missing = yield* reason({ argv: ["no-such-program"] })
      assert.deepInclude(missing, { code: -32_603 })
      assert.match(missing?.message ?? "", /no-such-program: there is no such program/)
      assert.match((yield* reason({ command: "true", cwd: "nowhere" }))?.message ?? "", /working folder .*nowhere/)
      assert.match((yield* reason({ argv: ["/"] }))?.message ?? "", /not executable/)
      yield* client.execute({ command: "true" })
      assert.deepInclude(yield* client.completed(), { exit_code: 0 })
    }))

  it.live("says that there is no shell", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { shell: "/bin/none" } })
      const { error } = yield* client.request("execute", { command: "true" })
      assert.match(error?.message ?? "", /there is no shell \/bin\/none/)
    }))

  const wrong: ReadonlyArray<unknown> = [
    { command: "" },
    { command: " " },
    { command: 3 },
    { command: "a\0b" },
    { argv: [] },
    { argv: ["echo", 1] },
    { command: "true", argv: ["true"] },
    { command: "true", timeout: 0 },
    { command: "true", timeout: "5" },
    { command: "true", timeout: 1e9 },
    { command: "true", env: { "A=B": "c" } },
    { command: "true", env: { A: 1 } },
    [],
    "true"
  ]
  it.live("refuses params that mean nothing with -32602, and says what is wrong", () =>
    Effect.gen(function*() {
      const client = yield* served()
      for (const params of wrong) {
        const { error } = yield* client.request("execute", params)
        assert.strictEqual(error?.code, -32_602, JSON.stringify(params))
        assert.match(error?.message ?? "", /^Invalid params of execute: [^\n]+$/)
      }
    }))

  it.live("takes what clients of the original send: null for nothing, members nobody knows, no answer wanted", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "echo one", timeout: null, cwd: null, env: null, id: "x", more: true })
      yield* client.completed()
      client.sendRaw("{\"jsonrpc\":\"2.0\",\"method\":\"execute\",\"params\":{\"command\":\"echo two\"}}")
      yield* client.completed(2)
      assert.strictEqual(client.output("stdout"), "one\ntwo\n")
      assert.strictEqual(client.messages.filter(({ method }) => method === undefined).length, 1)
    }))

  it.live("runs in the folder and with the variables that were asked for", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "pwd; echo $GREETING", cwd: "/", env: { GREETING: "hello" } })
      yield* client.completed()
      assert.strictEqual(client.output("stdout"), "/\nhello\n")
    }))

  it.live("hands on no variable but the usual and those the operator names", () =>
    Effect.gen(function*() {
      const client = yield* served({
        policy: {
          environment: {
            PATH: process.env["PATH"],
            LC_ALL: "C",
            CC_EXECUTOR_AUTH_TOKEN: "secret",
            AWS_KEY: "secret",
            OK: "1"
          },
          passed: ["OK"]
        }
      })
      yield* client.execute({ argv: ["env"] })
      yield* client.completed()
      const names = client.output("stdout").trim().split("\n").map((line) => line.replace(/=.*/, ""))
      assert.deepStrictEqual(names.sort(), ["LC_ALL", "OK", "PATH", "PYTHONUNBUFFERED", "QTMCP_EXECUTOR_COMMAND"])
    }))

  it.live("ends its command when the client goes, politely or not", () =>
    Effect.gen(function*() {
      const { connect } = yield* serving()
      for (const go of ["close", "terminate"] as const) {
        const mark = randomUUID()
        const client = yield* connect()
        yield* client.execute({ command: "trap '' TERM; sleep 300 & while :; do sleep 0.1; done", env: { MARK: mark } })
        yield* untilTrue("the command and its child", () => naming(mark).length >= 2)
        client.socket[go]()
        yield* allGone(mark)
      }
    }))
})

describe("many sessions", () => {
  it.live("run 50 commands at once, each with its own output", () =>
    Effect.gen(function*() {
      const { connect } = yield* serving()
      const numbers = Array.from({ length: 50 }, (_, index) => index)
      const results = yield* Effect.forEach(numbers, (number) =>
        Effect.gen(function*() {
          const client = yield* connect()
          yield* client.execute({ command: `echo ${number}; sleep 0.2; echo ${number} >&2; exit ${number}` })
          const { exit_code } = yield* client.completed()
          return [client.output("stdout"), client.output("stderr"), exit_code]
        }), { concurrency: "unbounded" })
      assert.deepStrictEqual(results, numbers.map((number) => [`${number}\n`, `${number}\n`, number]))
    }))

  it.live("are told where there is no room: -32003, then close 1008; and there is when one has gone", () =>
    Effect.gen(function*() {
      const { connect, health } = yield* serving({ service: { maxSessions: 2 } })
      const first = yield* connect()
      const second = yield* connect()
      yield* second.notice("connected")
      const third = yield* connect()
      assert.deepStrictEqual(yield* third.closed, { code: 1008, reason: "Session limit exceeded" })
      assert.deepInclude(third.messages[0]?.error, { code: -32_003, message: "Session limit exceeded" })
      first.socket.close()
      yield* first.closed
      yield* Effect.repeat(health, { until: ({ active_sessions }) => active_sessions === 1 })
      const fourth = yield* connect()
      yield* fourth.execute({ command: "true" })
    }))

  it.live("share the commands a client may start in a minute", () =>
    Effect.gen(function*() {
      const { connect } = yield* serving({ service: { rate: 2 } })
      const first = yield* connect()
      const second = yield* connect()
      yield* first.execute({ command: "true" })
      yield* first.completed()
      yield* second.execute({ command: "true" })
      const { error } = yield* first.request("execute", { command: "true" })
      assert.strictEqual(error?.code, -32_000)
      assert.isAtLeast(Number(error?.data?.["retry_after"]), 1)
    }))
})

describe("the heartbeat", () => {
  const interval = 100

  it.live("a command that is silent for many intervals is not disturbed", () =>
    Effect.gen(function*() {
      const client = yield* served({ service: { heartbeat: interval } })
      yield* client.execute({ command: "sleep 1.5; echo done" })
      assert.deepInclude(yield* client.completed(), { exit_code: 0 })
      assert.isAtLeast(client.notices("ping").length, 5)
      for (const { timestamp } of client.notices("ping")) assert.isNumber(timestamp)
    }))

  it.live("a client that answers with the notification pong alone lives on", () =>
    Effect.gen(function*() {
      const { connect } = yield* serving({ service: { heartbeat: interval } })
      const client = yield* connect({ mute: true })
      client.socket.on("message", (data) => {
        if (String(data).includes("\"ping\"")) client.sendRaw("{\"jsonrpc\":\"2.0\",\"method\":\"pong\",\"params\":{}}")
      })
      yield* client.execute({ command: "sleep 1.5; echo done" })
      assert.deepInclude(yield* client.completed(), { exit_code: 0 })
    }))

  it.live("a client that gives no sign of life at all is gone, and its command with it", () =>
    Effect.gen(function*() {
      const { connect } = yield* serving({ service: { heartbeat: interval } })
      const mark = randomUUID()
      const client = yield* connect({ mute: true })
      yield* client.execute({ command: "sleep 300", env: { MARK: mark } })
      assert.deepInclude(yield* client.closed, { code: 1006 })
      yield* allGone(mark)
    }))

  it.live("a client that takes its time to read is alive as long as it reads", () =>
    Effect.gen(function*() {
      const { connect } = yield* serving({ service: { heartbeat: 250 }, policy: { maxOutput: 1e9 } })
      const client = yield* connect()
      client.socket.on("message", () => {
        client.socket.pause()
        setTimeout(() => client.socket.resume(), 10)
      })
      yield* client.execute({ command: "head -c 30000000 /dev/zero | tr '\\0' x" })
      yield* client.completed()
      assert.strictEqual(client.output("stdout").length, 30_000_000)
    }))
})

describe("frames", () => {
  it.live("over the limit end the connection with 1009", () =>
    Effect.gen(function*() {
      const client = yield* served()
      client.sendRaw(`{"jsonrpc":"2.0","id":1,"method":"execute","params":{"command":"${"x".repeat(1_100_000)}"}}`)
      assert.deepInclude(yield* client.closed, { code: 1009 })
    }))

  it.live("of any number and form are answered one by one", () =>
    Effect.gen(function*() {
      const client = yield* served()
      for (let round = 0; round < 2000; round += 1) client.sendRaw("{")
      const { error } = yield* client.request("nothing")
      assert.strictEqual(error?.code, -32_601)
      assert.strictEqual(client.messages.filter((message) => message.error?.code === -32_700).length, 2000)
    }))
})

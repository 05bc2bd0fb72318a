import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { connect } from "../harness/executor/ExecutorClient.ts"
import { run, start } from "../harness/mcp/BridgeProcess.ts"
import { until, untilTrue } from "../harness/mcp/until.ts"
import { allGone, naming } from "../harness/target/processes.ts"

const listens = /^qtmcp executor listens on (ws:\/\/127\.0\.0\.1:\d+\/ws)\n/

/** The built program on a free port. */
const started = Effect.fnUntraced(
  function*(args: ReadonlyArray<string> = [], env: Readonly<Record<string, string>> = {}) {
    const process = yield* start(["executor", "--port", "0", ...args], env)
    const url = yield* until("its address", () => listens.exec(process.stderr())?.[1], process.stderr)
    return { process, url }
  }
)

const stubborn = "trap '' TERM; sh -c \"trap '' TERM; while :; do sleep 0.2; done\" & while :; do sleep 0.2; done"

/** A client in a process of its own, which starts a command and waits. */
const otherClient = (url: string, params: unknown) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const program = `
        const socket = new WebSocket(process.argv[1])
        socket.onopen = () => socket.send(process.argv[2])
      `
      const request = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "execute", params })
      return spawn(process.execPath, ["-e", program, url, request], { stdio: "ignore" })
    }),
    (child) => Effect.sync(() => void child.kill("SIGKILL"))
  )

describe("qtmcp executor", () => {
  it.live("says where it listens on stderr, and nothing on stdout whatever it runs", () =>
    Effect.gen(function*() {
      const { process, url } = yield* started()
      const client = yield* connect(url)
      yield* client.execute({ command: "echo out; echo err >&2" })
      yield* client.completed()
      assert.strictEqual(process.stdout(), "")
      assert.match(process.stderr(), new RegExp(`${listens.source}$`))
    }))

  it.live("reads what it runs where no pipe of the system can be made, too", () =>
    Effect.gen(function*() {
      const { url } = yield* started([], { TMPDIR: "/dev/null" })
      const client = yield* connect(url)
      yield* client.execute({ command: "readlink /proc/self/fd/1; echo err >&2; exit 3" })
      assert.deepInclude(yield* client.completed(), { exit_code: 3 })
      assert.match(client.output("stdout"), /^socket:/)
      assert.strictEqual(client.output("stderr"), "err\n")
    }))

  it.live("ends on SIGTERM and SIGINT with code 0, and all it runs with it, willing or not", () =>
    Effect.gen(function*() {
      for (const signal of ["SIGTERM", "SIGINT"] as const) {
        const { process, url } = yield* started(["--grace", "500ms"])
        const mark = randomUUID()
        const clients = yield* Effect.forEach([1, 2, 3], () => connect(url), { concurrency: "unbounded" })
        for (const client of clients) yield* client.execute({ command: stubborn, env: { MARK: mark } })
        yield* untilTrue("the processes", () => naming(mark).length >= 6)
        process.signal(signal)
        assert.deepStrictEqual(yield* process.ended, { code: 0, signal: null })
        assert.deepStrictEqual(naming(mark), [])
        for (const client of clients) assert.deepInclude(yield* client.closed, { code: 1001 })
      }
    }))

  it.live("killed by SIGKILL leaves no process, running or paused", () =>
    Effect.gen(function*() {
      const { process, url } = yield* started()
      const mark = randomUUID()
      const first = yield* connect(url)
      yield* first.execute({ command: stubborn, env: { MARK: mark } })
      const second = yield* connect(url)
      yield* second.execute({ command: "sleep 300", env: { MARK: mark } })
      yield* second.control("PAUSE")
      const third = yield* connect(url)
      // `timeout` makes a group of its own.
      yield* third.execute({ command: "timeout 300 sleep 300; true", env: { MARK: mark } })
      yield* untilTrue("the processes", () => naming(mark).length >= 6)
      process.signal("SIGKILL")
      yield* allGone(mark)
    }))

  it.live("a client killed by SIGKILL leaves no process", () =>
    Effect.gen(function*() {
      const { url } = yield* started(["--grace", "300ms"])
      const mark = randomUUID()
      const client = yield* otherClient(url, { command: stubborn, env: { MARK: mark } })
      yield* untilTrue("the command and its child", () => naming(mark).length >= 2)
      client.kill("SIGKILL")
      yield* allGone(mark)
    }))

  it.live("takes its settings from the variables of the original too; a flag beats them", () =>
    Effect.gen(function*() {
      const env = {
        CC_EXECUTOR_DEFAULT_TIMEOUT: "0.3",
        CC_EXECUTOR_AUTH_TOKEN: "correct-horse",
        CC_EXECUTOR_REQUIRE_AUTH: "true",
        CC_EXECUTOR_STREAM_BUFFER_SIZE: "1000",
        CC_EXECUTOR_MAX_OUTPUT_SIZE: "2000",
        CC_EXECUTOR_PASS_ENV: "EXTRA",
        ALLOWED_COMMANDS: "sleep, env,head",
        MAX_SESSIONS: "1",
        EXTRA: "1"
      }
      const { url } = yield* started(["--max-output", "3000"], env)
      const client = yield* connect(url, { headers: { authorization: "Bearer correct-horse" } })
      assert.strictEqual((yield* client.request("execute", { argv: ["id"] })).error?.code, -32_001)
      yield* client.execute({ argv: ["env"] })
      yield* client.completed()
      assert.match(client.output("stdout"), /^EXTRA=1$/m)
      assert.notMatch(client.output("stdout"), /correct-horse|CC_EXECUTOR/)
      yield* client.execute({ command: "sleep 300" })
      assert.deepInclude(yield* client.completed(2), { timed_out: true })
      const before = client.pieces().length
      yield* client.execute({ argv: ["head", "-c", "5000", "/dev/zero"] })
      assert.deepInclude(yield* client.completed(3), { output_bytes: 5000, dropped_bytes: 2000 })
      assert.deepStrictEqual(client.pieces().slice(before).map(({ data }) => data.length), [1000, 1000, 1000])
      const other = yield* connect(url, { headers: { authorization: "Bearer correct-horse" } })
      assert.deepInclude(yield* other.closed, { code: 1008 })
    }))

  it.live("a port that is taken is one line on stderr, exit code 2", () =>
    Effect.gen(function*() {
      const { url } = yield* started()
      const { code, stderr, stdout } = yield* run(["executor", "--port", new URL(url).port])
      assert.deepStrictEqual({ code, stdout }, { code: 2, stdout: "" })
      assert.match(stderr, /^qtmcp executor: [^\n]*another program listens there already[^\n]*\n$/)
    }))

  const refused: ReadonlyArray<readonly [ReadonlyArray<string>, Readonly<Record<string, string>>, RegExp]> = [
    [["--port", "70000"], {}, /--port: "70000" is not usable/],
    [["--host", "0.0.0.0"], {}, /needs a token/],
    [["--require-auth"], {}, /a token is required/],
    [["--token", "two words"], {}, /--token/],
    [["--default-timeout", "0"], {}, /--default-timeout: "0" is not usable: expected a duration/],
    [["--allowed-commands", ","], {}, /--allowed-commands/],
    [["--stream-buffer", "10MB"], {}, /--stream-buffer/],
    [[], { CC_EXECUTOR_MAX_OUTPUT_SIZE: "much" }, /CC_EXECUTOR_MAX_OUTPUT_SIZE: "much" is not usable/],
    [[], { MAX_SESSIONS: "0" }, /MAX_SESSIONS/],
    [["--grace"], {}, /--grace needs a value/],
    [["stray"], {}, /unexpected argument "stray"/]
  ]
  for (const [args, env, reason] of refused) {
    it.live(`${[...args, ...Object.keys(env)].join(" ")} is one line on stderr, exit code 2`, () =>
      Effect.gen(function*() {
        const { code, stderr, stdout } = yield* run(["executor", ...args], env)
        assert.deepStrictEqual({ code, stdout }, { code: 2, stdout: "" })
        assert.match(stderr, /^qtmcp executor: [^\n]+\n$/)
        assert.match(stderr, reason)
      }))
  }
})

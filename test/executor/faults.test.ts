import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { served } from "../harness/executor/serving.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { allGone, naming } from "../harness/target/processes.ts"

const stubborn = "trap '' TERM; echo ready; while :; do sleep 0.2; done"

/** The code of a refusal. */
const codeOf = ({ error }: { readonly error?: { readonly code: number } }) => error?.code

describe("the nine faults of the original", () => {
  it.live("1: CANCEL ends a child that ignores TERM", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const mark = randomUUID()
      yield* client.execute({ command: stubborn, env: { MARK: mark } })
      yield* untilTrue("its first line", () => client.output("stdout") === "ready\n")
      assert.deepStrictEqual((yield* client.control("CANCEL")).result, { status: "canceled" })
      assert.deepInclude(yield* client.completed(), { signal: "SIGKILL", exit_code: -9, canceled: true })
      assert.deepStrictEqual(naming(mark), [])
    }))

  it.live("1: CANCEL ends a child that is paused", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { grace: 8000 } })
      const mark = randomUUID()
      yield* client.execute({ command: "echo ready; sleep 300", env: { MARK: mark } })
      yield* untilTrue("its first line", () => client.output("stdout") === "ready\n")
      assert.deepStrictEqual((yield* client.control("PAUSE")).result, { status: "paused" })
      yield* client.control("CANCEL")
      // By TERM: it was woken to hear it, and not killed after a grace period that is longer than the test may take.
      assert.deepInclude(yield* client.completed(), { signal: "SIGTERM", exit_code: -15 })
      assert.deepStrictEqual(naming(mark), [])
    }))

  it.live("2: process.completed follows CANCEL, failed, with a negative signal", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const { pgid, pid } = yield* client.execute({ command: "sleep 300" })
      yield* client.control("CANCEL")
      const completed = yield* client.completed()
      assert.deepInclude(completed, { status: "failed", exit_code: -15, error: "canceled", pid, pgid })
      assert.deepStrictEqual(client.notices("process.canceled"), [
        { status: "canceled", pid, pgid, exit_code: null, error: null }
      ])
    }))

  it.live("3: timeout is the time of the whole command, which is ended and keeps what it printed", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const mark = randomUUID()
      yield* client.execute({ command: "while :; do echo tick; sleep 0.05; done", timeout: 1, env: { MARK: mark } })
      const completed = yield* client.completed()
      assert.deepInclude(completed, { status: "failed", timed_out: true, signal: "SIGTERM" })
      assert.match(completed.error ?? "", /^timed out after \d/)
      assert.match(client.output("stdout"), /^(tick\n)+$/)
      assert.deepStrictEqual(naming(mark), [])
    }))

  it.live("4: a line of 9 MB arrives whole, and so does what follows", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "head -c 9000000 /dev/zero | tr '\\0' x; echo; echo after" })
      assert.deepInclude(yield* client.completed(), { exit_code: 0, dropped_bytes: 0 })
      assert.isTrue(client.output("stdout") === `${"x".repeat(9_000_000)}\nafter\n`)
      const pieces = client.pieces()
      assert.strictEqual(pieces.length, Math.ceil(9_000_001 / 65_536) + 1)
      for (const [index, piece] of pieces.slice(0, -1).entries()) {
        const isLast = index === pieces.length - 2
        assert.deepInclude(piece, { chunk_index: index, truncated: !isLast })
        assert.strictEqual(piece.chunk_index + 1 === piece.total_chunks, isLast)
      }
      assert.deepInclude(pieces.at(-1), { data: "after\n", chunk_index: 0, total_chunks: 1, truncated: false })
    }))

  it.live("5: limits are told by the lines that mean them, and by no others", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const lines = [
        "the output was truncated...",
        "this line is too long for the context window, token limit 5",
        "API Error: Claude's response exceeded the 32000 output token maximum.",
        "Claude AI usage limit reached|1752350400",
        "Error 429: Too Many Requests, retry-after: 17"
      ]
      yield* client.execute({ argv: ["printf", "%s\\n", ...lines] })
      yield* client.completed()
      const session = (yield* client.notice("connected"))["session_id"]
      const [tokens, ...none] = client.notices("error.token_limit_exceeded")
      assert.deepStrictEqual(none, [])
      assert.deepInclude(tokens, { session_id: session, error_type: "token_limit", limit: 32_000, recoverable: true })
      assert.deepInclude(tokens, { error_text: lines[2] })
      const [usage, rate, ...more] = client.notices("error.rate_limit_exceeded")
      assert.deepStrictEqual(more, [])
      assert.deepInclude(usage, { error_type: "usage_limit", reset_timestamp: 1_752_350_400, recoverable: false })
      assert.deepInclude(rate, { error_type: "rate_limit_429", retry_after: 17, recoverable: true })
    }))

  it.live("6: control is answered while more output waits than the client takes", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { maxOutput: 1e12 } })
      yield* client.execute({ argv: ["yes", "x".repeat(1000)] })
      yield* untilTrue("some output", () => client.notices("process.output").length > 0)
      assert.deepStrictEqual((yield* client.control("PAUSE")).result, { status: "paused" })
      assert.deepStrictEqual((yield* client.control("RESUME")).result, { status: "resumed" })
      assert.deepStrictEqual((yield* client.control("CANCEL")).result, { status: "canceled" })
      assert.deepInclude(yield* client.completed(), { canceled: true })
    }))

  it.live("7: control after the end is -32002", () =>
    Effect.gen(function*() {
      const client = yield* served()
      assert.strictEqual(codeOf(yield* client.control("CANCEL")), -32_002)
      yield* client.execute({ command: "true" })
      yield* client.completed()
      for (const type of ["PAUSE", "RESUME", "CANCEL"] as const) {
        assert.strictEqual(codeOf(yield* client.control(type)), -32_002)
      }
    }))

  it.live("7: bad JSON is -32700, bad params -32602, a batch -32600, and the connection stays", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const refused = (frame: string) =>
        Effect.gen(function*() {
          const before = client.messages.length
          client.sendRaw(frame)
          yield* untilTrue("an answer", () => client.messages.length > before)
          const { error, id } = client.messages[before] ?? {}
          return { code: error?.code, id }
        })
      assert.deepStrictEqual(yield* refused("{\"jsonrpc\":"), { code: -32_700, id: null })
      assert.deepStrictEqual(yield* refused("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"execute\"}]"), {
        code: -32_600,
        id: null
      })
      assert.deepStrictEqual(yield* refused("[]"), { code: -32_600, id: null })
      assert.deepStrictEqual(yield* refused("7"), { code: -32_600, id: null })
      assert.deepStrictEqual(yield* refused("{\"jsonrpc\":\"2.0\",\"id\":8}"), { code: -32_600, id: 8 })
      assert.strictEqual(codeOf(yield* client.request("execute", {})), -32_602)
      assert.strictEqual(codeOf(yield* client.request("control", { type: "STOP" })), -32_602)
      assert.strictEqual(codeOf(yield* client.request("hooks")), -32_601)
      yield* client.execute({ command: "exit 3" })
      assert.deepInclude(yield* client.completed(), { status: "failed", exit_code: 3, error: null })
    }))

  it.live("8: a child in the background that keeps the pipe open does not delay the end", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const mark = randomUUID()
      yield* client.execute({ command: "sleep 300 & echo $!", env: { MARK: mark } })
      const completed = yield* client.completed()
      assert.deepInclude(completed, { status: "completed", exit_code: 0, timed_out: false })
      assert.deepStrictEqual(completed.left_behind, [Number(client.output("stdout"))])
      yield* allGone(mark)
    }))

  it.live("9: with an allow-list no shell runs, and a program is known by its file", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { allowed: ["echo"] } })
      const refused = yield* client.request("execute", { command: "echo ok && id" })
      assert.strictEqual(codeOf(refused), -32_001)
      assert.match(String(refused.error?.data?.["hint"]), /without a shell/)
      assert.strictEqual(codeOf(yield* client.request("execute", { argv: ["id"] })), -32_001)
      yield* client.execute({ command: "/bin/echo 'a  b' \"c\"" })
      assert.deepInclude(yield* client.completed(), { exit_code: 0 })
      assert.strictEqual(client.output("stdout"), "a  b c\n")
    }))
})

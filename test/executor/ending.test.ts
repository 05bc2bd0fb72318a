import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { served } from "../harness/executor/serving.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { allGone, groupOf, naming, runs, stateOf } from "../harness/target/processes.ts"

/** A tree of processes none of which ends when asked to. */
const tree = `
  trap '' TERM
  (trap '' TERM; while :; do sleep 0.2; done) &
  (trap '' TERM; (trap '' TERM; while :; do sleep 0.2; done) & wait) &
  echo started
  wait
`

describe("the end of a command", () => {
  for (const code of [0, 1, 3, 255]) {
    it.live(`by exit ${code} is ${code}`, () =>
      Effect.gen(function*() {
        const client = yield* served()
        yield* client.execute({ command: `exit ${code}` })
        const status = code === 0 ? "completed" : "failed"
        assert.deepInclude(yield* client.completed(), { exit_code: code, signal: null, error: null, status })
      }))
  }

  for (const [signal, number] of [["SIGSEGV", 11], ["SIGKILL", 9], ["SIGTERM", 15]] as const) {
    it.live(`by ${signal} says so`, () =>
      Effect.gen(function*() {
        const client = yield* served()
        yield* client.execute({ command: `kill -${number} $$` })
        const error = `ended by ${signal}`
        assert.deepInclude(yield* client.completed(), { exit_code: -number, signal, error, status: "failed" })
      }))
  }

  it.live("by a timeout of 2 s takes a tree that ignores TERM with it, and keeps what it printed", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const mark = randomUUID()
      yield* client.execute({ command: tree, timeout: 2, env: { MARK: mark } })
      yield* untilTrue("the tree", () => naming(mark).length >= 4)
      const completed = yield* client.completed()
      assert.deepInclude(completed, { timed_out: true, signal: "SIGKILL", canceled: false })
      assert.deepStrictEqual(naming(mark), [])
      assert.strictEqual(client.output("stdout"), "started\n")
    }))

  for (
    const [what, command] of [["timeout", "timeout 300 sleep 300; true"], [
      "job control",
      "set -m; sleep 300; true"
    ]] as const
  ) {
    it.live(`takes with it what ${what} gave a group of its own`, () =>
      Effect.gen(function*() {
        const client = yield* served()
        const mark = randomUUID()
        const { pid } = yield* client.execute({ command, env: { MARK: mark } })
        const isElsewhere = (each: number): boolean => groupOf(each) !== pid
        yield* untilTrue("the other group", () => naming(mark).some(isElsewhere))
        yield* client.control("PAUSE")
        yield* untilTrue("all of it to stop", () => naming(mark).every((each) => stateOf(each) === "T"))
        yield* client.control("CANCEL")
        assert.deepInclude(yield* client.completed(), { canceled: true, escaped: [] })
        assert.deepStrictEqual(naming(mark), [])
      }))
  }

  it.live("by the default timeout, where none is given", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { defaultTimeout: 300 } })
      yield* client.execute({ command: "sleep 300", timeout: null })
      assert.deepInclude(yield* client.completed(), { timed_out: true, exit_code: -15 })
    }))

  it.live("by a timeout also comes while it is paused", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "sleep 300", timeout: 0.5 })
      yield* client.control("PAUSE")
      assert.deepInclude(yield* client.completed(), { timed_out: true })
    }))

  it.live("by CANCEL leaves the code it has exited with, where it ended itself", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.05; done" })
      yield* untilTrue("its first line", () => client.output("stdout") === "ready\n")
      yield* client.control("CANCEL")
      assert.deepInclude(yield* client.completed(), { exit_code: 7, status: "failed", error: "canceled" })
      assert.strictEqual(client.output("stdout"), "ready\nbye\n")
    }))

  it.live("is told once, however often it was canceled", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "trap '' TERM; echo ready; while :; do sleep 0.05; done" })
      yield* untilTrue("its first line", () => client.output("stdout") === "ready\n")
      yield* client.control("CANCEL")
      assert.strictEqual((yield* client.control("PAUSE")).error?.code, -32_002)
      yield* client.control("CANCEL")
      yield* client.completed()
      yield* client.execute({ command: "true" })
      yield* client.completed(2)
      assert.strictEqual(client.notices("process.completed").length, 2)
    }))

  it.live("tells of a fork that has escaped with setsid", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const command = `
        setsid sleep 300 > /dev/null 2>&1 &
        until [ "$(cut -d' ' -f5 /proc/$!/stat)" = $! ]; do sleep 0.02; done
        echo $!
      `
      yield* client.execute({ command })
      const { escaped, exit_code } = yield* client.completed()
      const pid = Number(client.output("stdout"))
      assert.deepStrictEqual({ escaped, exit_code }, { escaped: [pid], exit_code: 0 })
      assert.isTrue(runs(pid))
      process.kill(pid, "SIGKILL")
    }))

  it.live("comes although what has escaped writes on", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { maxOutput: 1e9 } })
      const mark = randomUUID()
      const command = `
        setsid yes ${"x".repeat(1000)} &
        until [ "$(cut -d' ' -f5 /proc/$!/stat)" = $! ]; do sleep 0.02; done
        echo $! >&2
      `
      yield* client.execute({ command, env: { MARK: mark } })
      const { exit_code, timed_out } = yield* client.completed()
      assert.deepStrictEqual({ exit_code, timed_out }, { exit_code: 0, timed_out: false })
      // Nobody reads its pipe any more, which ends it.
      yield* allGone(mark)
    }))
})

describe("PAUSE and RESUME", () => {
  it.live("stop a whole group and let it go on", () =>
    Effect.gen(function*() {
      const client = yield* served()
      const mark = randomUUID()
      const loop = "while :; do echo tick; sleep 0.02; done"
      const { pgid, pid } = yield* client.execute({ command: `(${loop}) & ${loop}`, env: { MARK: mark } })
      yield* untilTrue("its first lines", () => client.pieces().length > 2)
      assert.deepStrictEqual((yield* client.control("PAUSE")).result, { status: "paused" })
      assert.deepInclude(yield* client.notice("process.paused"), { status: "paused", pid, pgid })
      yield* untilTrue("all of them to stop", () => naming(mark).every((each) => stateOf(each) === "T"))
      assert.isAtLeast(naming(mark).length, 2)
      const before = client.pieces().length
      yield* client.control("RESUME")
      assert.deepInclude(yield* client.notice("process.resumed"), { status: "resumed", pid, pgid })
      yield* untilTrue("more lines", () => client.pieces().length > before + 10)
    }))
})

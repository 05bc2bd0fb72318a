import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { execBridge, mark, places, toldOf } from "../harness/exec/bridge.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { allGone, naming } from "../harness/target/processes.ts"

for (const [where, place] of Object.entries(places)) {
  const open = (flags: ReadonlyArray<string> = []) => Effect.flatMap(place, (own) => execBridge([...own, ...flags]))

  describe(`mode exec, commands ${where}`, () => {
    it.live("tells the exit code as it is, and what ended it", () =>
      Effect.gen(function*() {
        const { call } = yield* open()
        const zero = yield* call("execute", { command: "echo out; echo err >&2" })
        assert.match(zero.line, /^exit code 0 · [\d.]+ s · id x-[0-9a-f]{8}$/)
        assert.sameMembers(zero.text.split("\n").slice(1), ["out", "[stderr] err"])
        assert.isFalse(zero.isError)
        const three = yield* call("execute", { command: "exit 3" })
        assert.match(three.line, /^exit code 3 · /)
        assert.include(three.data, { success: false, exitCode: 3, timedOut: false, id: three.id })
        const killed = yield* call("execute", { command: "kill -KILL $$" })
        assert.match(killed.line, /^ended by SIGKILL · /)
        assert.include(killed.data, { success: false, exitCode: null, signal: "SIGKILL" })
        const late = yield* call("execute", { command: "echo kept; sleep 60", timeout: 0.3 })
        assert.match(late.line, /^timed out, ended by SIGTERM · /)
        assert.include(late.data, { success: false, timedOut: true, output: "kept\n" })
        const { durationMs, ...rest } = zero.data
        assert.isNumber(durationMs)
        assert.deepStrictEqual(rest, {
          id: zero.id,
          state: "ended",
          success: true,
          exitCode: 0,
          timedOut: false,
          canceled: false,
          output: "out\n",
          stderr: "err\n",
          truncated: false
        })
      }))

    it.live("gives a command no input, its folder and its variables", () =>
      Effect.gen(function*() {
        const { call } = yield* open()
        const { data } = yield* call("execute", { command: "cat; pwd; echo \"$A\"", cwd: "/", env: { A: "b c" } })
        assert.strictEqual(data["output"], "/\nb c\n")
        const nowhere = yield* call("execute", { command: "true", cwd: "/no/such/folder" })
        assert.isTrue(nowhere.isError)
        assert.include(nowhere.text, "its working folder /no/such/folder does not exist")
      }))

    it.live("tells of limits, with the time they end", () =>
      Effect.gen(function*() {
        const { call } = yield* open()
        const { data, line } = yield* call("execute", {
          command: "echo 'Claude AI usage limit reached|1752350400'; exit 1"
        })
        assert.match(line, /^exit code 1 · usage limit reached, resets 2025-07-12T20:00:00Z · /)
        assert.deepInclude(data["limit"], { kind: "usage_limit", resetAt: 1_752_350_400 })
        const today = yield* call("execute", {
          command: "echo \"You've hit your session limit · resets 12:50am (America/Los_Angeles)\"; exit 1"
        })
        assert.match(today.line, /^exit code 1 · usage limit reached, resets 12:50am \(America\/Los_Angeles\) · /)
      }))

    it.live("a cancelled request ends the command and all it started", () =>
      Effect.gen(function*() {
        const { client, post } = yield* open()
        const MARK = mark()
        const id = post("execute", { command: "sleep 300 & sleep 300", env: { MARK } })
        yield* untilTrue("the command", () => naming(MARK).length >= 3)
        client.notify("notifications/cancelled", { requestId: id })
        yield* allGone(MARK)
        yield* client.request("ping")
        assert.isUndefined(client.frames().find((frame) => frame.id === id && frame.method === undefined))
      }))

    it.live("a client that closes stdin ends the command, and so does one that is gone", () =>
      Effect.gen(function*() {
        for (const leave of ["closeInput", "kill"] as const) {
          const { client, post } = yield* open()
          const MARK = mark()
          post("execute", { command: "sleep 300 & sleep 300", env: { MARK } })
          yield* untilTrue("the command", () => naming(MARK).length >= 3)
          if (leave === "kill") client.signal("SIGKILL")
          else client.closeInput()
          yield* allGone(MARK)
        }
      }), 30_000)

    it.live("tells the newest lines while it runs", () =>
      Effect.gen(function*() {
        const { client, post, progress } = yield* open()
        const id = post("execute", {
          command: "echo first; sleep 0.7; echo second; sleep 0.7; echo third >&2; sleep 0.7"
        })
        const { result } = yield* client.answer(id)
        assert.match(toldOf(result).line, /^exit code 0/)
        const told = progress(id).filter((message) => !message.startsWith("still running"))
        assert.deepStrictEqual(told.join("\n").split("\n"), ["first", "second", "third"])
      }))

    it.live("with wait:false answers with the id, under which the command goes on", () =>
      Effect.gen(function*() {
        const { call, ended, read } = yield* open()
        const begun = yield* call("execute", { command: "echo a; sleep 0.5; echo b; exit 4", wait: false })
        assert.match(begun.line, /^running · /)
        assert.include(begun.text, `execute_status {"id":"${begun.id}"}`)
        const all = yield* call("execute_status")
        assert.match(all.text, new RegExp(`^${begun.id} running · [\\d.]+ s · echo a; sleep`))
        const over = yield* ended(begun.id)
        assert.match(over.line, /^exit code 4 · /)
        assert.strictEqual(yield* read(`executor://logs/${begun.id}`), "a\nb\n")
        const refused = yield* call("execute", { command: "true", cwd: "/no/such/folder", wait: false })
        assert.isTrue(refused.isError)
      }))

    it.live("a call that takes too long becomes an id, and its command lives on", () =>
      Effect.gen(function*() {
        const { call, ended } = yield* open(["--exec-wait", "400ms"])
        for (
          const [tool, args] of [
            ["execute", { command: "echo begun; sleep 1; echo done" }],
            ["execute_list", { tasks: ["echo begun", "sleep 1", "echo done"] }]
          ] as const
        ) {
          const handle = yield* call(tool, args)
          assert.match(handle.line, /^running · /)
          assert.include(handle.text, "begun")
          assert.include(handle.text, `executor://logs/${handle.id}`)
          const over = yield* ended(handle.id)
          assert.match(over.line, /^exit code 0 · /)
          assert.match(over.text, /begun\n[^]*done/)
        }
      }))

    it.live("pauses, resumes and cancels, also what is paused", () =>
      Effect.gen(function*() {
        const { call } = yield* open()
        const MARK = mark()
        const { id } = yield* call("execute", { command: "sleep 300", env: { MARK }, wait: false })
        assert.match((yield* call("execute_control", { id, action: "pause" })).line, /^paused/)
        const paused = yield* Effect.repeat(call("execute_status", { id }), {
          until: ({ line }) => line.startsWith("paused")
        })
        assert.strictEqual(paused.data["state"], "paused")
        assert.match((yield* call("execute_control", { id, action: "resume" })).line, /^resumed/)
        yield* Effect.repeat(call("execute_status", { id }), { until: ({ line }) => line.startsWith("running") })
        yield* call("execute_control", { id, action: "pause" })
        const canceled = yield* call("execute_control", { id, action: "cancel" })
        assert.match(canceled.line, /^canceled, ended by SIGTERM · /)
        yield* allGone(MARK)
        const over = yield* call("execute_control", { id, action: "cancel" })
        assert.isTrue(over.isError)
        assert.include(over.text, `${id} has ended`)
        const unknown = yield* call("execute_control", { id: "x-00000000", action: "cancel" })
        assert.include(unknown.text, "There is no run x-00000000")
      }))

    it.live("execute_list stops at what fails, unless it is told to go on", () =>
      Effect.gen(function*() {
        const { call } = yield* open()
        const tasks = ["echo a", "echo b; exit 5", "echo c"]
        const stopped = yield* call("execute_list", { tasks })
        assert.match(stopped.line, /^exit code 5 · [\d.]+ s · task 2 of 3, 1 succeeded · id x-/)
        assert.match(
          stopped.text,
          /\n1\. exit code 0 [^\n]*echo a\na\n2\. exit code 5 [^\n]*\nb\n3\. left out · echo c$/
        )
        const all = yield* call("execute_list", { tasks, continue_on_error: true })
        assert.match(all.text, /\n3\. exit code 0 [^\n]*echo c\nc$/)
        assert.match(all.line, /^exit code 5 · .* 2 succeeded/)
        const late = yield* call("execute_list", { tasks: ["sleep 60", "echo never"], timeout_per_task: 0.3 })
        assert.match(late.line, /^timed out, ended by SIGTERM · .*task 1 of 2/)
        assert.notInclude(late.text, "never\n")
      }))

    it.live("a list of long commands is as short as what they wrote", () =>
      Effect.gen(function*() {
        const { call } = yield* open()
        const { data, text } = yield* call("execute_list", {
          tasks: [`true ${"x".repeat(5000)}`, "seq 30000", "seq 30000"]
        })
        assert.isBelow(text.length, 30_000)
        assert.isBelow(JSON.stringify(data).length, 60_000)
      }))

    it.live("what no command can have is said so", () =>
      Effect.gen(function*() {
        const { call } = yield* open()
        for (
          const args of [{ command: "a\0b" }, { command: "true", env: { "A=B": "c" } }, {
            command: "true",
            env: { "": "c" }
          }]
        ) {
          assert.isTrue((yield* call("execute", args)).isError)
        }
      }))
  })
}

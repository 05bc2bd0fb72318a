import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as fs from "node:fs"
import { untilTrue } from "../../harness/mcp/until.ts"
import { bridge, connected, linesOf } from "./bridge.ts"
import { fileWith, newFile } from "./places.ts"

const withDir = (file: string, dir: string) => linesOf(file).filter((line) => line.dir === dir)

describe("the session log", () => {
  it.live("holds every call and its answer, and what went over the wire in between", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const { call, demo } = yield* bridge({ caps: ["log"] })
      yield* call("qtmcp_log_start", { path: file })
      const answer = yield* call("qt_properties_get", { objectId: "nameEdit", name: "placeholderText" })
      yield* call("qt_properties_get", { objectId: "nobody", name: "text" })
      yield* call("no_such_tool", {})
      yield* call("qtmcp_log_stop")
      const calls = withDir(file, "mcp_in")
      assert.deepStrictEqual(calls.map(({ call, tool }) => [call, tool]), [
        [1, "qt_properties_get"],
        [2, "qt_properties_get"],
        [3, "no_such_tool"]
      ])
      assert.deepStrictEqual(calls[0]?.["args"], { objectId: "nameEdit", name: "placeholderText" })
      const [first, second, third] = withDir(file, "mcp_out")
      assert.deepInclude(first, { call: 1, ok: true, result: answer })
      assert.isNumber(first?.["dur_ms"])
      assert.isFalse(second?.["ok"])
      assert.match(String(second?.["error"]), /-32001/)
      assert.match(String(third?.["error"]), /no tool no_such_tool/)
      // The wire, whole: what the application got is what is logged, the first words of the connection included.
      const sent = withDir(file, "req").map(({ method, params }) => ({ method, params }))
      assert.deepStrictEqual(sent, [...yield* demo.requests])
      const ids = withDir(file, "req").map(({ id }) => id)
      const answered = linesOf(file).filter(({ dir, id }) => (dir === "res" || dir === "err") && id !== undefined)
      assert.deepStrictEqual(answered.map(({ id }) => id), ids)
      assert.isTrue(answered.every((line) => Number(line["dur_ms"]) >= 0 && line["method"] !== "unknown"))
      assert.match(linesOf(file)[0]?.ts ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }))

  it.live("says of the levels 1 and 2 no more than they are for, and of 3 everything", () =>
    Effect.gen(function*() {
      const { call } = yield* bridge({ caps: ["log"] })
      yield* call("qt_signals_subscribe", { objectId: "nameEdit", signal: "textChanged" })
      const seen: Array<ReadonlyArray<string>> = []
      for (const level of [1, 2, 3]) {
        const file = yield* newFile("log.jsonl")
        yield* call("qtmcp_log_start", { path: file, level })
        yield* call("qt_properties_set", { objectId: "nameEdit", name: "text", value: `level ${level}` })
        yield* call("qtmcp_log_stop")
        // An object is looked for by its name after an error says that the name is no id.
        seen.push([...new Set(linesOf(file).map(({ dir }) => dir))].filter((dir) => dir !== "err").toSorted())
      }
      const calls = ["mcp_in", "mcp_out"]
      assert.deepStrictEqual(seen, [calls, [...calls, "req", "res"], [...calls, "ntf", "req", "res"]])
    }))

  it.live("holds pictures as their size, on both sides", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const { call } = yield* bridge({ logSession: file })
      yield* call("cu_screenshot")
      const text = fs.readFileSync(file, "utf8")
      assert.notInclude(text, "iVBORw0KGgo")
      assert.match(String(withDir(file, "mcp_out")[0]?.["result"]), /<image\/png, \d{3,} bytes>/)
      assert.match(text, /"image":"<image\/png, \d{3,} bytes>"/)
    }))

  it.live("logs a batch as the one call it is, and says of a call that was given up that it was", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const { call, run } = yield* bridge({ logSession: file })
      yield* call("qt_batch", { steps: [{ tool: "qt_ping" }, { tool: "qt_version" }] })
      const waiting = yield* Effect.forkChild(run("qt_wait", { for: "exists", objectName: "never" }))
      yield* untilTrue("the call in the log", () => withDir(file, "mcp_in").length === 2)
      yield* Fiber.interrupt(waiting)
      assert.deepStrictEqual(withDir(file, "mcp_in").map(({ tool }) => tool), ["qt_batch", "qt_wait"])
      const [batch, wait] = withDir(file, "mcp_out")
      assert.isTrue(batch?.["ok"])
      assert.match(String(wait?.["error"]), /^interrupted/)
    }))

  it.live("logs over a connection that is lost and made again", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const { call, demo, socket } = yield* bridge({ logSession: file })
      yield* call("qt_ping")
      yield* demo.dropConnection
      yield* untilTrue("the end in the log", () => withDir(file, "err").length > 0)
      assert.match(String(withDir(file, "err")[0]?.["error"]), /the connection ended \(1006/)
      yield* connected(socket, 2)
      yield* call("qt_ping")
      const requests = withDir(file, "req")
      assert.deepStrictEqual(
        requests.map(({ method }) => method),
        (yield* demo.requests).map(({ method }) => method)
      )
    }))

  it.live("tells its state, and the last lines also after its end", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const { call } = yield* bridge({ caps: ["log"] })
      assert.strictEqual(yield* call("qtmcp_log_status"), "not logging")
      assert.match(
        yield* call("qtmcp_log_start", { path: file, level: 1 }),
        /^logging to .*log\.jsonl, level 1; 0 entries/
      )
      yield* call("qt_ping")
      yield* call("qtmcp_log_stop")
      const [head, ...tail] = (yield* call("qtmcp_log_status", { tail: 1 })).split("\n")
      assert.match(head ?? "", /^not logging; the last log is .*; 2 entries in \d/)
      assert.strictEqual(tail.join("\n"), fs.readFileSync(file, "utf8").trimEnd().split("\n").at(-1))
      yield* call("qt_ping")
      assert.strictEqual(linesOf(file).length, 2)
      yield* call("qtmcp_log_start", { path: file, buffer_size: 3 })
      yield* call("qt_ping")
      const last = (yield* call("qtmcp_log_status", { tail: 200 })).split("\n").slice(1)
      assert.deepStrictEqual(last, fs.readFileSync(file, "utf8").trimEnd().split("\n").slice(-3))
    }))

  it.live("a file it must not or cannot write is said, and nothing is touched", () =>
    Effect.gen(function*() {
      const notes = yield* fileWith("notes.txt", "mine\n")
      const { call } = yield* bridge({ caps: ["log"] })
      for (const path of [notes, "/no/such/folder/log.jsonl", "/dev/null"]) {
        assert.match(
          yield* call("qtmcp_log_start", { path }),
          /^ERROR The session cannot be logged to .*Give another path/
        )
      }
      assert.strictEqual(fs.readFileSync(notes, "utf8"), "mine\n")
      assert.strictEqual(yield* call("qtmcp_log_status"), "not logging")
    }))

  it.live("without the capability there is no tool of it, and nothing is logged", () =>
    Effect.gen(function*() {
      const { registry } = yield* bridge({})
      const names = (yield* registry.tools).map(({ name }) => name)
      assert.deepStrictEqual(names.filter((name) => /^qtmcp_(log|recording)/.test(name)), [])
    }))
})

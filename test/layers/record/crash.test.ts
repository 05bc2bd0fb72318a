import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import { start } from "../../harness/mcp/BridgeProcess.ts"
import { connect } from "../../harness/mcp/LineClient.ts"
import { untilTrue } from "../../harness/mcp/until.ts"
import { decodeLine } from "./bridge.ts"
import { newFile } from "./places.ts"

const size = (file: string): number => fs.existsSync(file) ? fs.statSync(file).size : 0

describe("a bridge that is killed while it logs", () => {
  it.live("leaves a log of whole lines, and the next one goes on in it", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const args = ["--demo", "--log-level", "none", "--no-discovery", "--log-session", file]
      const client = yield* connect(args)
      // Enough at once that it is in the middle of writing when it dies.
      for (let call = 0; call < 200; call++) {
        client.post("tools/call", { name: "qt_objects_tree", arguments: { maxDepth: 2 } })
      }
      yield* untilTrue("a good part of the log", () => size(file) > 100_000)
      client.signal("SIGKILL")
      assert.strictEqual((yield* client.ended).signal, "SIGKILL")
      const answered = client.frames().filter(({ result }) => result?.["content"] !== undefined).length
      const lines = fs.readFileSync(file, "utf8").split("\n")
      const last = lines.pop()
      const entries = lines.map((line) => decodeLine(line))
      assert.strictEqual(last, "", "every line was written in one piece")
      // Whatever a client has been told is in the log.
      assert.isAtLeast(entries.filter(({ dir }) => dir === "mcp_out").length, answered)

      fs.appendFileSync(file, "{\"ts\":\"half a li")
      const next = yield* connect(args)
      yield* next.request("tools/call", { name: "qt_ping", arguments: {} })
      next.closeInput()
      yield* next.ended
      const after = fs.readFileSync(file, "utf8").trimEnd().split("\n")
      assert.deepStrictEqual(after.slice(0, lines.length), lines)
      assert.strictEqual(after[lines.length], "{\"ts\":\"half a li")
      assert.deepInclude(decodeLine(after[lines.length + 1] ?? ""), { dir: "mcp_in", tool: "qt_ping", call: 1 })
      assert.deepInclude(decodeLine(after.findLast((line) => line.includes("mcp_out")) ?? ""), { tool: "qt_ping" })
    }), 40_000)

  it.live("a place for the log that cannot be had ends the start with one line", () =>
    Effect.gen(function*() {
      const process = yield* start(["--demo", "--log-session", "/no/such/folder/log.jsonl"])
      const { code } = yield* process.ended
      assert.strictEqual(code, 2)
      assert.strictEqual(process.stdout(), "")
      assert.match(process.stderr(), /^qtmcp: --log-session: .*\/no\/such\/folder\/log\.jsonl.*ENOENT.*\n$/)
    }))

  it.live("stdout carries frames alone while everything is logged", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const client = yield* connect(["--demo", "--caps", "log,record", "--log-session", file, "--log-size", "20kB"])
      yield* client.request("tools/call", { name: "qtmcp_recording_start", arguments: {} })
      yield* client.request("tools/call", { name: "qt_objects_tree", arguments: {} })
      client.closeInput()
      assert.deepStrictEqual(yield* client.ended, { code: 0, signal: null })
      // Throws where a line is no frame.
      assert.isAbove(client.frames().length, 2)
      assert.isTrue(fs.existsSync(`${file}.1`))
      for (const one of [file, `${file}.1`]) assert.strictEqual((fs.statSync(one).mode & 0o777).toString(8), "600")
    }))
})

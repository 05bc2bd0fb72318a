import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import * as fs from "node:fs"
import * as path from "node:path"
import { served } from "../harness/executor/serving.ts"
import { untilTrue } from "../harness/mcp/until.ts"
import { folder } from "../harness/target/files.ts"
import { allGone } from "../harness/target/processes.ts"

const lines = 60_000

/** Writes 60 MB in lines, and how many of them to a file. */
const writer = (file: string) => `
  const fs = require("fs")
  const line = "x".repeat(999) + "\\n"
  for (let count = 1; count <= ${lines}; count += 1) {
    fs.writeSync(1, line)
    if (count % 100 === 0) fs.writeFileSync(${JSON.stringify(file)}, String(count))
  }
`

const written = (file: string): number => fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0

/** Waits until it has written something and then nothing for a while. */
const stalled = (file: string) =>
  Effect.gen(function*() {
    let before = -1
    let same = 0
    while (same < 5) {
      yield* Effect.sleep(60)
      const now = written(file)
      same = now > 0 && now === before ? same + 1 : 0
      before = now
    }
    return before
  })

describe("a client that does not read", () => {
  it.live("stops the command; when it reads again nothing is missing", () =>
    Effect.gen(function*() {
      const file = path.join(yield* folder, "count")
      const client = yield* served({ policy: { maxOutput: 1e9 } })
      yield* client.execute({ argv: [process.execPath, "-e", writer(file)] })
      client.socket.pause()
      assert.isBelow(yield* stalled(file), lines / 2)
      client.socket.resume()
      assert.deepInclude(yield* client.completed(), { exit_code: 0, output_bytes: lines * 1000, dropped_bytes: 0 })
      assert.strictEqual(client.notices("process.output").length, lines)
    }))

  it.live("can cancel it all the same", () =>
    Effect.gen(function*() {
      const mark = randomUUID()
      const file = path.join(yield* folder, "count")
      const client = yield* served({ policy: { maxOutput: 1e9 } })
      yield* client.execute({ argv: [process.execPath, "-e", writer(file)], env: { MARK: mark } })
      client.socket.pause()
      yield* stalled(file)
      client.sendRaw("{\"jsonrpc\":\"2.0\",\"method\":\"control\",\"params\":{\"type\":\"CANCEL\"}}")
      yield* allGone(mark)
      client.socket.resume()
      assert.deepInclude(yield* client.completed(), { canceled: true, exit_code: -15 })
    }))

  it.live("does not keep it from being ended in time", () =>
    Effect.gen(function*() {
      const mark = randomUUID()
      const file = path.join(yield* folder, "count")
      const client = yield* served({ policy: { maxOutput: 1e9 } })
      yield* client.execute({ argv: [process.execPath, "-e", writer(file)], env: { MARK: mark }, timeout: 3 })
      client.socket.pause()
      yield* untilTrue("its first lines", () => written(file) > 0)
      yield* allGone(mark)
      client.socket.resume()
      const completed = yield* client.completed()
      assert.deepInclude(completed, { timed_out: true, exit_code: -15 })
      assert.strictEqual(client.notices("process.output").length, Math.ceil(completed.output_bytes / 1000))
    }))
})

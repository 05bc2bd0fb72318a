import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { served } from "../harness/executor/serving.ts"

/** Runs a program of Node's, which writes what a shell cannot. */
const node = (program: string) => ({ argv: [process.execPath, "-e", program] })

/** Writes bytes one after the other, each in a write of its own that is read before the next. */
const slowly = (bytes: ReadonlyArray<number>) =>
  node(`
    const left = ${JSON.stringify(bytes)}
    const write = () => {
      const byte = left.shift()
      if (byte === undefined) return
      require("fs").writeSync(1, Buffer.from([byte]))
      setTimeout(write, 20)
    }
    write()
  `)

describe("output", () => {
  it.live("of 5 MB in lines is intact and in order", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "seq -f '%0999.0f' 1 5000" })
      assert.deepInclude(yield* client.completed(), { exit_code: 0, output_bytes: 5_000_000, dropped_bytes: 0 })
      const wanted = Array.from({ length: 5000 }, (_, index) => `${String(index + 1).padStart(999, "0")}\n`)
      assert.isTrue(client.output("stdout") === wanted.join(""))
      assert.strictEqual(client.pieces().length, 5000)
    }))

  it.live("comes from both pipes, each line for itself, and before the end", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "echo one; echo two >&2; printf three" })
      yield* client.completed()
      assert.strictEqual(client.output("stdout"), "one\nthree")
      assert.strictEqual(client.output("stderr"), "two\n")
      assert.strictEqual(client.messages.at(-1)?.method, "process.completed")
      for (const piece of client.pieces()) assert.deepInclude(piece, { chunk_index: 0, total_chunks: 1 })
    }))

  it.live("comes while the command runs", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "echo first; sleep 300" })
      assert.deepInclude(yield* client.notice("process.output"), { data: "first\n" })
      assert.deepStrictEqual(client.notices("process.completed"), [])
    }))

  it.live("comes without its line feed too, where the command waits: a question is seen", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "printf 'Password: '; sleep 300" })
      const question = { data: "Password: ", truncated: true, chunk_index: 0 }
      assert.deepInclude(yield* client.notice("process.output"), question)
    }))

  it.live("of a character that is split between reads is that character", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute(slowly([...Buffer.from("a€😀\n")]))
      assert.deepInclude(yield* client.completed(), { exit_code: 0 })
      assert.strictEqual(client.output("stdout"), "a€😀\n")
    }))

  it.live("of bytes that are no UTF-8 is U+FFFD for each, and goes on", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "printf 'a\\377\\376b\\n\\303'" })
      yield* client.completed()
      assert.strictEqual(client.output("stdout"), "a\u{FFFD}\u{FFFD}b\n\u{FFFD}")
    }))

  it.live("keeps its characters whole where a line is cut, its control characters, and a BOM", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { longestPiece: 1000 } })
      const line = `\u{FEFF}x${"😀".repeat(2000)}\t\u{1B}[0m\r`
      yield* client.execute(node(`console.log(${JSON.stringify(line)})`))
      yield* client.completed()
      assert.strictEqual(client.output("stdout"), `${line}\n`)
      for (const { data } of client.pieces()) {
        assert.isAtMost(data.length, 1000)
        assert.isTrue(data.isWellFormed())
      }
    }))

  it.live("beyond the cap is counted and not delivered; the command runs on", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { maxOutput: 1000 } })
      yield* client.execute({ command: "seq -f '%099.0f' 1 50; exit 4" })
      const completed = yield* client.completed()
      assert.deepInclude(completed, { exit_code: 4, output_bytes: 5000, dropped_bytes: 4000 })
      assert.strictEqual(client.output("stdout").length, 1000)
      assert.match(String((yield* client.notice("process.error"))["error"]), /more than 1000 bytes/)
      assert.strictEqual(client.notices("process.error").length, 1)
    }))

  it.live("cut by the cap ends with a whole character", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { maxOutput: 1000 } })
      yield* client.execute(node("console.log('€'.repeat(1000))"))
      assert.deepInclude(yield* client.completed(), { output_bytes: 3001, dropped_bytes: 2002 })
      assert.strictEqual(client.output("stdout"), "€".repeat(333))
    }))

  it.live("beyond the cap still tells of a limit", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { maxOutput: 1000 } })
      yield* client.execute({ command: "seq 1 5000; echo 'Claude AI usage limit reached|1752350400'" })
      assert.deepInclude(yield* client.completed(), { limit: "usage_limit" })
      assert.deepInclude(yield* client.notice("error.rate_limit_exceeded"), { reset_timestamp: 1_752_350_400 })
    }))

  it.live("is read while the command has closed one of its pipes, or both", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "exec 2>&-; echo still" })
      yield* client.completed()
      yield* client.execute({ command: "exec >&- 2>&-; sleep 0.3; exit 5" })
      assert.deepInclude(yield* client.completed(2), { exit_code: 5 })
      assert.strictEqual(client.output("stdout"), "still\n")
    }))

  it.live("can be opened again by its name", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({
        command: "set -e; echo a > /dev/stderr; echo b | tee /dev/stdout; echo c >> /proc/self/fd/1"
      })
      assert.deepInclude(yield* client.completed(), { exit_code: 0 })
      assert.deepStrictEqual([client.output("stdout"), client.output("stderr")], ["b\nb\nc\n", "a\n"])
    }))

  it.live("of a command that ends at once is not lost", () =>
    Effect.gen(function*() {
      const client = yield* served()
      for (let round = 1; round <= 20; round += 1) {
        yield* client.execute({ argv: ["echo", String(round)] })
        yield* client.completed(round)
      }
      assert.strictEqual(client.output("stdout"), Array.from({ length: 20 }, (_, index) => `${index + 1}\n`).join(""))
    }))
})

describe("input", () => {
  it.live("there is none: a command that reads it finds its end", () =>
    Effect.gen(function*() {
      const client = yield* served()
      yield* client.execute({ command: "cat; echo end" })
      yield* client.completed()
      assert.strictEqual(client.output("stdout"), "end\n")
    }))
})

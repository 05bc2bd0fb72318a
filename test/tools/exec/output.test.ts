import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "fast-check"
import { OutputLog } from "../../../src/layers/runs/OutputLog.ts"
import { excerpt } from "../../../src/tools/exec/excerpt.ts"

const logOf = (pieces: ReadonlyArray<readonly ["stdout" | "stderr", string]>, room = Infinity) => {
  let left = room
  const log = new OutputLog((bytes) => {
    const granted = Math.min(bytes, left)
    left -= granted
    return granted
  })
  for (const [stream, text] of pieces) log.append(stream, text)
  return log
}

const pieces = FastCheck.array(
  FastCheck.tuple(FastCheck.constantFrom("stdout" as const, "stderr" as const), FastCheck.string({ unit: "grapheme" }))
)

describe("what a run has written", () => {
  it("is there as it was written, of both streams and of each", () => {
    FastCheck.assert(FastCheck.property(pieces, (written) => {
      const log = logOf(written)
      log.seal()
      const of = (stream?: string) =>
        written.filter(([own]) => stream === undefined || own === stream).map(([, text]) => text).join("")
      assert.strictEqual(log.text(0, log.size()), of())
      assert.strictEqual(log.size(), Buffer.byteLength(of()))
      for (const stream of ["stdout", "stderr"] as const) {
        assert.strictEqual(log.text(0, Infinity, stream), of(stream))
        assert.strictEqual(log.size(stream), Buffer.byteLength(of(stream)))
        const inOrder = log.pieces(0, log.size()).filter((piece) => piece.stream === stream)
        assert.strictEqual(inOrder.map(({ text }) => text).join(""), of(stream))
      }
    }))
  })

  it("read in parts of any size is the whole, and no character is taken apart", () => {
    FastCheck.assert(FastCheck.property(pieces, FastCheck.integer({ min: 1, max: 9 }), (written, step) => {
      const log = logOf(written)
      let whole = ""
      while (Buffer.byteLength(whole) < log.size()) {
        const at = Buffer.byteLength(whole)
        const part = log.text(at, at + step)
        assert.notStrictEqual(part, "")
        whole += part
      }
      assert.strictEqual(whole, log.text(0, log.size()))
      assert.notInclude(whole, "\uFFFD")
    }))
  })

  it("ends where there is no more room, at a whole character, and counts the rest", () => {
    const log = logOf([["stdout", "aä"], ["stderr", "€€"], ["stdout", "more"]], 7)
    assert.strictEqual(log.text(0, 100), "aä€")
    assert.strictEqual(log.dropped(), 7)
    log.drop(5)
    assert.strictEqual(log.dropped(), 12)
  })
})

describe("an excerpt", () => {
  const room = { head: 20, tail: 20 }

  it("marks the lines of stderr, and ends a line the other stream goes on behind", () => {
    const log = logOf([["stdout", "a\nb"], ["stderr", "x\ny\n"], ["stdout", "c\n"], ["stderr", "z"]])
    assert.strictEqual(
      excerpt("x-1", log, 0, log.size(), { head: 100, tail: 100 }),
      "a\nb\n[stderr] x\n[stderr] y\nc\n[stderr] z"
    )
  })

  it("of what is long is whole lines of the beginning and the end, and says where the rest is", () => {
    const log = logOf([["stdout", Array.from({ length: 100 }, (_, index) => `line ${index}\n`).join("")]])
    assert.strictEqual(
      excerpt("x-1", log, 0, log.size(), room),
      "line 0\nline 1\n… 760 bytes left out; they are at executor://logs/x-1?offset=14\nline 98\nline 99"
    )
  })

  it("of a line that is too long is its beginning and its end", () => {
    const log = logOf([["stdout", "ä".repeat(1000)]])
    const text = excerpt("x-1", log, 0, log.size(), room)
    assert.strictEqual(
      text,
      `${"ä".repeat(10)}\n… 1960 bytes left out; they are at executor://logs/x-1?offset=20\n${"ä".repeat(10)}`
    )
  })
})

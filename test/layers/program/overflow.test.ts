import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { makeOverflow } from "../../../src/layers/program/overflow.ts"
import type { ToolOutput } from "../../../src/services/ToolRegistry.ts"

const limit = 60_000

const output = (text: string): ToolOutput => ({ content: [{ type: "text", text }] })

const textOf = ({ content: [first] }: ToolOutput): string => first?.type === "text" ? first.text : ""

const isWhole = (text: string): boolean => text === text.toWellFormed()

/** Reads on as the cut result says, to the end. */
const readOn = Effect.fnUntraced(function*(overflow: ReturnType<typeof makeOverflow>, cut: string) {
  const [, id = "", start = ""] = /results\?id=(\d+)&offset=(\d+)$/.exec(cut) ?? []
  const parts = [cut.slice(0, Number(start))]
  for (let offset: string | undefined = start; offset !== undefined;) {
    const part: string = yield* overflow.resource.read(new Map([["id", id], ["offset", offset]]))
    const next: RegExpExecArray | null = /\n… next: offset=(\d+) of \d+$/.exec(part)
    parts.push(next === null ? part : part.slice(0, next.index))
    assert.isTrue(isWhole(part))
    assert.isAtMost(part.length, limit + 100)
    offset = next?.[1]
  }
  return parts.join("")
})

describe("a result over the cap", () => {
  it.effect("is cut, says so, and can be read on to the end without a loss", () =>
    Effect.promise(() =>
      fc.assert(
        fc.asyncProperty(
          fc.stringMatching(/^[ab\n]{1,7}$/),
          fc.constantFrom("", "é", "😀", "漢字", "\n"),
          fc.integer({ min: 1, max: 200_000 }),
          (piece, other, length) => {
            const unit = piece + other
            const text = unit.repeat(Math.ceil(length / unit.length))
            const overflow = makeOverflow()
            const cut = textOf(overflow.cap(output(text)))
            if (text.length <= limit) {
              assert.strictEqual(cut, text)
              return Promise.resolve()
            }
            assert.isAtMost(cut.length, limit + 250)
            assert.isTrue(isWhole(cut))
            assert.include(cut, `of ${text.length} characters`)
            return Effect.runPromise(readOn(overflow, cut)).then((all) => assert.isTrue(all === text))
          }
        ),
        { numRuns: 60 }
      )
    ))

  it.effect("of more than eight is kept for the last eight", () =>
    Effect.gen(function*() {
      const overflow = makeOverflow()
      for (let n = 1; n <= 10; n += 1) overflow.cap(output(`${n} `.repeat(40_000)))
      assert.include(yield* overflow.resource.read(new Map([["id", "2"]])), "No such result")
      assert.match(yield* overflow.resource.read(new Map([["id", "3"]])), /^3 3 /)
      assert.match(yield* overflow.resource.read(new Map()), /^10 10 /)
    }))

  it.effect("costs a bounded memory: of the largest only the last is kept", () =>
    Effect.gen(function*() {
      const overflow = makeOverflow()
      for (const letter of ["a", "b", "c"]) overflow.cap(output(letter.repeat(10_000_000)))
      assert.include(yield* overflow.resource.read(new Map([["id", "1"]])), "No such result")
      assert.include(yield* overflow.resource.read(new Map([["id", "2"]])), "No such result")
      assert.match(yield* overflow.resource.read(new Map([["id", "3"]])), /^ccc/)
    }))

  it.effect("is read from anywhere, whatever the offset is", () =>
    Effect.gen(function*() {
      const overflow = makeOverflow()
      overflow.cap(output("x".repeat(70_000)))
      const lengths = new Map([["69999", 1], ["70000", 0], ["90000", 0], ["-5", limit], ["nonsense", limit], [
        "69998.7",
        2
      ]])
      for (const [offset, length] of lengths) {
        const part = yield* overflow.resource.read(new Map([["offset", offset]]))
        assert.strictEqual(part.replace(/\n… next.*$/, "").length, length, offset)
      }
    }))

  it("leaves pictures and data alone", () => {
    const picture: ToolOutput = {
      content: [{ type: "image", data: "A".repeat(100_000), mimeType: "image/png" }],
      data: { rows: 1 }
    }
    assert.deepStrictEqual(makeOverflow().cap(picture), picture)
  })
})

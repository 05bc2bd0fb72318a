import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { around } from "../../../src/tools/text/context.ts"

const lines = ["a", "b", "c", "d", "e", "f", "g", "h"]

/** Lines that are numbered, hits that rise, and how much is shown around them. */
const cases = fc.record({ count: fc.integer({ min: 1, max: 30 }), context: fc.nat(4) }).chain(({ context, count }) =>
  fc.record({
    lines: fc.constant(Array.from({ length: count }, (_, index) => `line ${index}`)),
    hits: fc.uniqueArray(fc.nat(count - 1)).map((hits) => hits.toSorted((a, b) => a - b)),
    context: fc.constant(context)
  })
)

describe("hits with their context", () => {
  it("look as grep prints them", () => {
    assert.deepStrictEqual(around(lines, [2], 0), ["c"])
    assert.deepStrictEqual(around(lines, [2, 6], 1), ["b", "c", "d", "--", "f", "g", "h"])
    assert.deepStrictEqual(around(lines, [0, 1, 7], 1), ["a", "b", "c", "--", "g", "h"])
    assert.deepStrictEqual(around(lines, [1, 4], 1), ["a", "b", "c", "d", "e", "f"])
    assert.deepStrictEqual(around(lines, [1, 4], 0), ["b", "e"])
    assert.deepStrictEqual(around(lines, [], 3), [])
  })

  it("are exactly the lines near a hit, each once and in order", () => {
    fc.assert(fc.property(cases, ({ context, hits, lines }) => {
      const near = lines.filter((_, index) => hits.some((hit) => Math.abs(hit - index) <= context))
      assert.deepStrictEqual(around(lines, hits, context).filter((line) => line !== "--"), near)
    }))
  })

  it("have a gap between lines that are not neighbours, and nowhere else", () => {
    fc.assert(fc.property(cases, ({ context, hits, lines }) => {
      fc.pre(context > 0)
      const shown = around(lines, hits, context)
      const at = (line: string | undefined) => lines.indexOf(line ?? "")
      shown.forEach((line, index) => {
        const [before, after] = [shown[index - 1], shown[index + 1]]
        if (line === "--") assert.isAbove(at(after) - at(before), 1)
        else if (before !== undefined && before !== "--") assert.strictEqual(at(line) - at(before), 1)
      })
    }))
  })
})

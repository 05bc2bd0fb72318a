import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { makeMessageBoundary } from "../../../src/layers/probe/messageBoundary.ts"
import { frame } from "../../harness/probe/RawProbe.ts"

const fed = (...chunks: ReadonlyArray<Uint8Array>) => {
  const boundary = makeMessageBoundary()
  for (const chunk of chunks) boundary.feed(chunk)
  return { unfinished: boundary.unfinished(), begun: boundary.begun() }
}

describe("the boundary of a message", () => {
  it("is known from the header alone, for each form of length", () => {
    for (const length of [1, 125, 126, 65_535, 65_536, 1_000_000]) {
      const [header, payload] = frame(Buffer.alloc(length))
      assert.deepStrictEqual(fed(header), { unfinished: length, begun: 1 })
      assert.deepStrictEqual(fed(header, payload), { unfinished: 0, begun: 1 })
      assert.deepStrictEqual(fed(header, payload.subarray(1)), { unfinished: length, begun: 1 })
    }
  })

  it("is the end of the last fragment, whatever control frames are between", () => {
    const first = Buffer.concat(frame(Buffer.alloc(300), 1, false))
    const pong = Buffer.concat(frame(Buffer.from("pong"), 10))
    const last = Buffer.concat(frame(Buffer.alloc(20), 0, true))
    assert.deepStrictEqual(fed(first), { unfinished: 300, begun: 1 })
    assert.deepStrictEqual(fed(first, pong), { unfinished: 300, begun: 1 })
    assert.deepStrictEqual(fed(first, pong, last.subarray(0, 5)), { unfinished: 320, begun: 1 })
    assert.deepStrictEqual(fed(first, pong, last), { unfinished: 0, begun: 1 })
    assert.deepStrictEqual(fed(pong), { unfinished: 0, begun: 0 })
  })

  it("is found however the stream is cut", () => {
    const part = fc.record({ length: fc.oneof(fc.nat(300), fc.nat(70_000)), last: fc.boolean(), pong: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }),
        fc.array(fc.nat(5000), { minLength: 1, maxLength: 30 }),
        (parts, cuts) => {
          const bytes = Buffer.concat(parts.flatMap(({ last, length, pong }, index) => [
            ...frame(Buffer.alloc(length), (parts[index - 1]?.last ?? true) ? 1 : 0, last),
            ...(pong ? frame(Buffer.from("p"), 10) : [])
          ]))
          const boundary = makeMessageBoundary()
          let at = 0
          for (let cut = 0; at < bytes.length; cut += 1) {
            const end = at + (cuts[cut % cuts.length] ?? 0) + 1
            boundary.feed(bytes.subarray(at, end))
            at = end
          }
          const open = parts.slice(parts.findLastIndex(({ last }) => last) + 1)
          assert.strictEqual(boundary.unfinished(), open.reduce((sum, { length }) => sum + length, 0))
          assert.strictEqual(boundary.begun(), parts.filter((_, index) => parts[index - 1]?.last ?? true).length)
        }
      ),
      { numRuns: 200 }
    )
  })
})

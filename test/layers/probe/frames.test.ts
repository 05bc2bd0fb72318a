import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { decodeFrame, payload } from "../../../src/layers/probe/frames.ts"

const isFrame = (text: string): void => {
  assert.include(["answer", "notification", "stray"], decodeFrame(text)._tag)
}

const id = fc.integer({ min: 1, max: 2_147_483_647 })
/** JSON as it comes back from JSON: no -0. */
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)))

describe("decoding a frame", () => {
  it("is total on any text, on any bytes, and on anything that is JSON", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), isFrame))
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => isFrame(Buffer.from(bytes).toString())))
    fc.assert(fc.property(json, (value) => isFrame(JSON.stringify(value))))
  })

  it("is total on objects that are nearly frames", () => {
    const any = fc.oneof(json, fc.constantFrom("2.0", 1, -32_700, "qtpilot.x", null, 1.5))
    const nearly = fc.record(
      { jsonrpc: any, id: any, method: any, params: any, result: any, error: any },
      { requiredKeys: [] }
    )
    fc.assert(fc.property(nearly, (value) => isFrame(JSON.stringify(value))))
  })

  it("is total on a frame that was cut anywhere, and on deep nesting", () => {
    const whole = JSON.stringify({ jsonrpc: "2.0", id: 5, result: { result: { a: ["b"] }, meta: {} } })
    for (let end = 0; end < whole.length; end += 1) {
      assert.deepStrictEqual(decodeFrame(whole.slice(0, end)), { _tag: "stray" })
    }
    for (const depth of [1000, 200_000]) {
      isFrame("[".repeat(depth))
      isFrame("[".repeat(depth) + "]".repeat(depth))
      isFrame(`{"id":1,"error":${"[".repeat(depth)}${"]".repeat(depth)}}`)
      isFrame(`{"id":1,"result":${"[".repeat(depth)}${"]".repeat(depth)}}`)
    }
  })

  it("gives back an answer of either generation", () => {
    fc.assert(
      fc.property(id, json, fc.boolean(), (number, value, wrapped) => {
        const result = wrapped ? { result: value, meta: { timestamp: 1 } } : value
        const decoded = decodeFrame(JSON.stringify({ jsonrpc: "2.0", id: number, result }))
        assert.deepStrictEqual(decoded, { _tag: "answer", id: number, result })
        if (wrapped) assert.deepStrictEqual(payload("qt.objects.tree", result), value)
      })
    )
  })

  it("gives back an error with its data", () => {
    const error = fc.record({ code: fc.integer(), message: fc.string(), data: json }, {
      requiredKeys: ["code", "message"]
    })
    fc.assert(
      fc.property(id, error, (number, fault) => {
        const decoded = decodeFrame(JSON.stringify({ jsonrpc: "2.0", id: number, error: fault }))
        assert.deepStrictEqual(decoded, { _tag: "answer", id: number, result: undefined, error: { ...fault } })
      })
    )
  })

  it("gives back a notification of either generation under one name", () => {
    const name = fc.stringMatching(/^[a-zA-Z]{1,20}$/)
    fc.assert(
      fc.property(fc.constantFrom("qtmcp.", "qtpilot."), name, json, (prefix, method, params) => {
        const decoded = decodeFrame(JSON.stringify({ jsonrpc: "2.0", method: prefix + method, params }))
        assert.deepStrictEqual(decoded, { _tag: "notification", method, params })
      })
    )
  })

  it("takes no error of null for a failure, and any other for one", () => {
    assert.deepStrictEqual(decodeFrame("{\"id\":1,\"error\":null,\"result\":2}"), { _tag: "answer", id: 1, result: 2 })
    const odd = decodeFrame("{\"id\":1,\"error\":\"boom\"}")
    assert.deepStrictEqual(odd, { _tag: "answer", id: 1, result: undefined, error: { code: -32_603, message: "boom" } })
  })
})

describe("the payload of an answer", () => {
  it("is taken out of its envelope for the methods that have one, and for no other", () => {
    fc.assert(
      fc.property(json, (value) => {
        const wrapped = { result: value, meta: {} }
        for (const method of ["qt.ping", "cu.click", "chr.readPage"]) {
          assert.deepStrictEqual(payload(method, wrapped), value)
        }
        for (const method of ["echo", "getVersion", "qtmcp.getProperty", "qtpilot.echo"]) {
          assert.deepStrictEqual(payload(method, wrapped), wrapped)
        }
      })
    )
  })

  it("is the answer itself where there is no envelope", () => {
    fc.assert(
      fc.property(
        json.filter((value) => !(typeof value === "object" && value !== null && "result" in value && "meta" in value)),
        (value) => assert.deepStrictEqual(payload("qt.ping", value), value)
      )
    )
  })
})

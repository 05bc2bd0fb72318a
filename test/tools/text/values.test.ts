import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { countOf, formatCells, formatValue } from "../../../src/tools/text/values.ts"

describe("values", () => {
  const cases: ReadonlyArray<readonly [unknown, string]> = [
    ["Ada", "\"Ada\""],
    ["", "\"\""],
    [true, "true"],
    [12.5, "12.5"],
    [null, "null"],
    [undefined, "unset"],
    [{ x: 1, y: 2, width: 30, height: 40 }, "1,2 30x40"],
    [{ width: 30, height: 40 }, "30x40"],
    [{ x: 1, y: 2 }, "1,2"],
    [{ r: 1, g: 2, b: 3, a: 255 }, "{\"r\":1,\"g\":2,\"b\":3,\"a\":255}"],
    [{ _type: "Qt::Orientation", value: "Horizontal" }, "Horizontal"],
    [{ _type: "QPalette", value: null }, "QPalette"],
    [[1, { x: 1, y: 2 }], "[1, 1,2]"]
  ]

  for (const [value, text] of cases) {
    it(`${JSON.stringify(value)} is ${text}`, () => {
      assert.strictEqual(formatValue(value), text)
    })
  }

  it("of any shape are one line that hides nothing", () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.record({ _type: fc.string(), value: fc.jsonValue() }),
      fc.record({ x: fc.jsonValue(), y: fc.jsonValue() })
    )
    fc.assert(fc.property(values, (value) => {
      assert.notMatch(formatValue(value), /[\n\r]|\[object /)
    }))
  })
})

describe("cells", () => {
  it("keep their places", () => {
    assert.strictEqual(formatCells([{ display: "a" }, {}, { display: null }, { display: 3 }]), "a |  |  | 3")
  })

  it("name their roles where several were asked for", () => {
    assert.strictEqual(formatCells([{ display: "a", decoration: { width: 1, height: 2 } }]), "display=a decoration=1x2")
    assert.strictEqual(formatCells([{ edit: "a" }]), "edit=a")
  })

  it("are one line whatever they hold", () => {
    fc.assert(fc.property(fc.array(fc.dictionary(fc.constantFrom("display", "edit"), fc.jsonValue())), (cells) => {
      assert.notMatch(formatCells(cells), /[\n\r]|\[object /)
    }))
  })
})

describe("counts", () => {
  it("are in the number of what they count", () => {
    assert.deepStrictEqual([countOf(0, "row"), countOf(1, "row"), countOf(2, "row")], ["0 rows", "1 row", "2 rows"])
  })
})

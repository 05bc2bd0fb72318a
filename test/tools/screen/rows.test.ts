import { assert, describe, it } from "@effect/vitest"
import { outlineLines } from "../../../src/tools/screen/outline.ts"
import { headersOf, rowsOf, rowText } from "../../../src/tools/screen/rows.ts"
import { at, elementsOf, item, node } from "./nodes.ts"

const cell = (name: string, x: number, y: number, states: Record<string, boolean> = {}) =>
  item("cell", name, { bounds: at(x, y, 50, 20), states })

const rows = (view: ReturnType<typeof elementsOf>) => rowsOf(view).map(rowText)

describe("rows of a view", () => {
  it("are the cells of a line, from left to right", () => {
    const table = elementsOf(node("table", "T", { children: [cell("b", 60, 0), cell("a", 0, 0), cell("c", 0, 20)] }))
    assert.deepStrictEqual(rows(table), ["a | b", "c"])
  })

  it("show what is selected, checked and open, and line breaks as arrows", () => {
    const list = elementsOf(
      node("list", "L", {
        children: [cell("one\ntwo", 0, 0, { selected: true }), cell("x", 0, 20, { checked: true })]
      })
    )
    assert.deepStrictEqual(rows(list), ["one⏎two (selected)", "[x] x"])
  })

  it("are indented in a tree by where they begin", () => {
    const tree = elementsOf(
      node("tree", "T", {
        children: [
          item("treeitem", "root", { bounds: at(0, 0), states: { expanded: true } }),
          item("treeitem", "leaf", { bounds: at(20, 20) }),
          item("treeitem", "shut", { bounds: at(0, 40), states: { expanded: false } })
        ]
      })
    )
    assert.deepStrictEqual(rows(tree), ["▾ root", "  leaf", "▸ shut"])
  })

  it("begin with what their header says, unless that is a number", () => {
    const header = (name: string, y: number) => item("rowheader", name, { bounds: at(0, y, 30, 20) })
    const table = elementsOf(
      node("table", "T", { children: [header("Total", 0), cell("7", 40, 0), header("2", 20), cell("8", 40, 20)] })
    )
    assert.deepStrictEqual(rows(table), ["Total: 7", "8"])
  })

  it("have the titles of a header that is shown", () => {
    const { bounds: _, ...hidden } = item("columnheader", "1")
    assert.deepStrictEqual(
      headersOf(elementsOf(node("table", "T", { children: [item("columnheader", "Name"), hidden] }))),
      [
        "Name"
      ]
    )
  })

  it("are printed up to a limit, with how many more there are; blank ones are only counted", () => {
    const children = Array.from({ length: 6 }, (_, index) => cell(index === 1 ? "" : `r${index}`, 0, index * 20))
    assert.deepStrictEqual(outlineLines(elementsOf(node("list", "L", { children })), { rows: 3 }), [
      "list L e1, 6 rows",
      "  r0",
      "  r2",
      "  r3",
      "  … 2 more (ui_items)"
    ])
  })
})

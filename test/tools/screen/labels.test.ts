import { assert, describe, it } from "@effect/vitest"
import type { PageNode } from "../../../src/tools/probe/page.ts"
import { labelsOf } from "../../../src/tools/screen/labels.ts"
import { at, node } from "./nodes.ts"

const field = (name: string, x: number, y: number, width = 200) =>
  node("textbox", "", { objectId: name, bounds: at(x, y, width) })

const text = (name: string, x: number, y: number, width = 90) => node("text", name, { bounds: at(x, y, width) })

const pairs = (...children: ReadonlyArray<PageNode>): Readonly<Record<string, string>> =>
  Object.fromEntries([...labelsOf(children)].map(([to, label]) => [to.objectId ?? "", label.name ?? ""]))

describe("which text names which field", () => {
  it("the one left of it on the same line", () => {
    assert.deepStrictEqual(
      pairs(text("Name:", 0, 0), field("name", 100, 0), text("Mail:", 0, 30), field("mail", 100, 30)),
      {
        name: "Name:",
        mail: "Mail:"
      }
    )
  })

  it("the one right above where there is none on the line", () => {
    assert.deepStrictEqual(pairs(text("Notes", 0, 0), field("notes", 0, 28)), { notes: "Notes" })
  })

  it("not one far above, far left, or below", () => {
    assert.deepStrictEqual(pairs(text("Above", 0, 0), field("a", 0, 60)), {})
    assert.deepStrictEqual(pairs(text("Far", 0, 0), field("b", 600, 0)), {})
    assert.deepStrictEqual(pairs(text("Below", 0, 40), field("c", 0, 0)), {})
  })

  it("a text names one field, the nearest", () => {
    assert.deepStrictEqual(pairs(text("Size:", 0, 0), field("width", 100, 0, 50), field("height", 160, 0, 50)), {
      width: "Size:"
    })
  })

  it("what stands between takes the text for itself", () => {
    const check = node("checkbox", "On", { bounds: at(100, 0, 40) })
    assert.deepStrictEqual(pairs(text("Use:", 0, 0), check, field("a", 150, 0)), {})
  })

  it("buttons, check boxes and empty texts take no part", () => {
    assert.deepStrictEqual(pairs(text("Go:", 0, 0), node("button", "", { bounds: at(100, 0) })), {})
    assert.deepStrictEqual(pairs(text(" ", 0, 0), field("a", 100, 0)), {})
  })

  it("what is not shown takes no part", () => {
    const { bounds: _, ...hidden } = text("Name:", 0, 0)
    assert.deepStrictEqual(pairs(hidden, field("a", 100, 0)), {})
  })
})

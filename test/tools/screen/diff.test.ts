import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import type { PageNode } from "../../../src/tools/probe/page.ts"
import { mostChanges, screenChanges, windowChanges } from "../../../src/tools/screen/diff.ts"
import type { Screen } from "../../../src/tools/screen/Screen.ts"
import { at, elementsOf, item, node, screenOf } from "./nodes.ts"

const slider = node("slider", "Volume", { objectId: "volume", bounds: at(0, 0) })
const status = node("status", "Ready", { objectId: "status", bounds: at(0, 300) })

const screen = (
  children: ReadonlyArray<PageNode>,
  values: Readonly<Record<string, string>> = {},
  fields: Partial<Screen> = {}
): Screen => screenOf(elementsOf(node("window", "W", { objectId: "w", children }), values), fields)

describe("what has changed", () => {
  it("is nothing on the same screen", () => {
    assert.deepStrictEqual(screenChanges(screen([slider, status]), screen([slider, status])), [])
  })

  it("is a value before and after", () => {
    assert.deepStrictEqual(screenChanges(screen([slider], { volume: "50" }), screen([slider], { volume: "70" })), [
      "slider Volume = 50 → 70 e2"
    ])
  })

  it("is the line before and after where the name or a state changed", () => {
    const saved = { ...status, name: "Saved" }
    assert.deepStrictEqual(screenChanges(screen([status]), screen([saved])), ["status Ready e2 → status Saved e2"])
  })

  it("is not what a step has said of its own object", () => {
    const [before, after] = [screen([slider], { volume: "50" }), screen([slider], { volume: "70" })]
    assert.deepStrictEqual(screenChanges(before, after, new Set(["e2"])), [])
  })

  it("are rows that came and went", () => {
    const list = (...names: ReadonlyArray<string>) =>
      node("list", "L", {
        children: names.map((name, index) => item("listitem", name, { bounds: at(0, index * 20) }))
      })
    assert.deepStrictEqual(screenChanges(screen([list("a", "b")]), screen([list("a", "c")])), ["+ c", "- b"])
  })

  it("are buttons of a bar, each by itself", () => {
    const bar = (states: Record<string, boolean>) =>
      node("toolbar", "Edit", {
        children: [node("button", "Undo", { states }), node("button", "Redo", { bounds: at(50, 0) })]
      })
    assert.deepStrictEqual(screenChanges(screen([bar({ disabled: true })]), screen([bar({})])), [
      "button Undo (disabled) e3 → button Undo e3"
    ])
  })

  it("is where the focus went", () => {
    const after = screen([slider])
    assert.deepStrictEqual(screenChanges(screen([slider]), { ...after, focus: after.root.children[0] }), [
      "focus slider Volume e2"
    ])
  })

  it("tells a few of many lines that are gone: a page that is switched was known", () => {
    const many = Array.from({ length: 8 }, (_, index) => node("button", `b${index}`, { bounds: at(0, index * 30) }))
    const changes = screenChanges(screen([...many]), screen([]))
    assert.strictEqual(changes.length, 4)
    assert.strictEqual(changes.at(-1), "- 5 more lines are gone")
  })

  it("says nothing of the content when another window is in front", () => {
    const dialog = screenOf(elementsOf(node("dialog", "Settings", { objectId: "d", children: [slider] })), {
      className: "QDialog",
      root: { ...elementsOf(node("dialog", "Settings")), ref: "e77" },
      others: ["\"W\" (MainWindow)"]
    })
    assert.deepStrictEqual(screenChanges(screen([status]), dialog), ["opened \"Settings\" (QDialog)"])
  })
})

describe("windows", () => {
  const main = (others: ReadonlyArray<string>, title = "W") => screen([], {}, { title, others })

  it("open and close", () => {
    assert.deepStrictEqual(windowChanges(main([]), main(["\"Find\" (QDialog)"])), ["opened \"Find\" (QDialog)"])
    assert.deepStrictEqual(windowChanges(main(["\"Find\" (QDialog)"]), main([])), ["closed \"Find\" (QDialog)"])
  })

  it("are renamed when one of a class goes and one of it comes", () => {
    assert.deepStrictEqual(windowChanges(main([]), main([], "*W")), [
      "window \"W\" (MainWindow) is now \"*W\" (MainWindow)"
    ])
  })

  it("of the same name are told apart by their number", () => {
    const twin = "\"Find\" (QDialog)"
    assert.deepStrictEqual(windowChanges(main([twin]), main([twin, twin])), [`opened ${twin}`])
  })
})

describe("at most fifteen lines of changes", () => {
  it("whatever their number, with how many there are more", () => {
    fc.assert(fc.property(fc.array(fc.string(), { maxLength: 60 }), (changes) => {
      const told = mostChanges(changes)
      assert.isAtMost(told.length, 15)
      if (changes.length <= 15) assert.deepStrictEqual(told, changes)
      else assert.strictEqual(told.at(-1), `… ${changes.length - 14} more changes (ui_snapshot)`)
    }))
  })
})

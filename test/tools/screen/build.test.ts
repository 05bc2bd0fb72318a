import { assert, describe, it } from "@effect/vitest"
import { build, countHidden } from "../../../src/tools/screen/build.ts"
import { outlineLines } from "../../../src/tools/screen/outline.ts"
import { elements } from "../../../src/tools/screen/Screen.ts"
import { at, detailsOf, elementsOf, item, node } from "./nodes.ts"

const labels = (root: ReturnType<typeof elementsOf>) => elements(root).slice(1).map((element) => element.label)

describe("a page as elements", () => {
  it("leaves out what has no place, with all that is in it, and counts it", () => {
    const { bounds: _, ...hidden } = node("group", "Hidden", { children: [node("button", "In it")] })
    const page = node("window", "W", { children: [node("button", "Shown"), hidden] })
    assert.deepStrictEqual(labels(elementsOf(page)), ["Shown"])
    assert.strictEqual(countHidden(page), 2)
  })

  it("leaves out docks behind other tabs, which stand left of or above every screen", () => {
    const dock = node("window", "Dock", { bounds: at(-900, -600, 400, 100), children: [node("button", "Far")] })
    const page = node("window", "W", { children: [dock, node("button", "Near")] })
    assert.deepStrictEqual(labels(elementsOf(page)), ["Near"])
    assert.strictEqual(countHidden(page), 2)
  })

  it("does not count what Qt makes widgets of", () => {
    const { bounds: _, ...part } = node("generic", "", { objectName: "qt_scrollarea_hcontainer" })
    assert.strictEqual(countHidden(node("window", "W", { children: [part] })), 0)
  })

  it("is in reading order, whatever order the widgets were made in", () => {
    const page = node("window", "W", {
      children: [
        node("button", "third", { bounds: at(0, 60) }),
        node("button", "second", { bounds: at(200, 2) }),
        node("button", "first", { bounds: at(0, 0) })
      ]
    })
    assert.deepStrictEqual(labels(elementsOf(page)), ["first", "second", "third"])
  })

  it("leaves rows in their order", () => {
    const rows = [item("listitem", "b", { bounds: at(0, 30) }), item("listitem", "a", { bounds: at(0, 0) })]
    assert.deepStrictEqual(labels(elementsOf(node("list", "L", { children: rows }))), ["b", "a"])
  })

  it("merges a label into the field it names", () => {
    const page = node("window", "W", {
      children: [node("text", "&Name:", { bounds: at(0, 0, 90) }), node("textbox", "", { bounds: at(100, 0) })]
    })
    assert.deepStrictEqual(labels(elementsOf(page)), ["Name"])
  })

  it("keeps a text that says something else than the name of the field beside it", () => {
    const page = node("window", "W", {
      children: [node("text", "Price", { bounds: at(0, 0, 90) }), node("textbox", "Amount", { bounds: at(100, 0) })]
    })
    assert.deepStrictEqual(labels(elementsOf(page)), ["Price", "Amount"])
  })

  it("takes the title of a group for no name of the fields in it", () => {
    const group = node("group", "Window", {
      children: [node("text", "Width:", { bounds: at(0, 0, 90) }), node("spinbutton", "Window", { bounds: at(100, 0) })]
    })
    assert.deepStrictEqual(labels(elementsOf(node("window", "W", { children: [group] }))), ["Window", "Width"])
  })

  it("the name of a combo is its text, and no label", () => {
    const page = node("window", "W", { children: [node("combobox", "Austria")] })
    assert.deepStrictEqual(labels(elementsOf(page)), [""])
  })

  it("takes object names and class names for no label", () => {
    const page = node("window", "W", {
      children: [
        node("button", "okButton", { objectName: "okButton" }),
        node("button", "QToolButton", { className: "QToolButton" }),
        node("generic", "qt_scrollarea_viewport")
      ]
    })
    assert.deepStrictEqual(labels(elementsOf(page)), ["", "", ""])
  })

  it("names what has no label by its tooltip", () => {
    const page = node("button", "QToolButton", { className: "QToolButton" })
    const root = build(page, { ...detailsOf(page), tooltips: new Map([["button/QToolButton", "Open a file"]]) })
    assert.strictEqual(root.label, "Open a file")
  })

  it("shows a text of several lines as a field with a value", () => {
    const page = node("window", "W", { children: [node("text", "Browser", { states: { multiline: true } })] })
    const root = elementsOf(page, { "text/Browser": JSON.stringify("all about it") })
    assert.deepStrictEqual(root.children.flatMap((child) => outlineLines(child)), [
      "textbox Browser = \"all about it\" e2"
    ])
  })

  it("knows the current tab by the name of the tab list", () => {
    const tabs = node("tablist", "Two", { children: [item("tab", "One"), item("tab", "Two")] })
    assert.deepStrictEqual(outlineLines(elementsOf(tabs)), ["tabs One | [Two] e1"])
  })
})

import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { headerLine } from "../../../src/tools/screen/header.ts"
import { elementLine, shortValue } from "../../../src/tools/screen/line.ts"
import { outlineLines, screenLines } from "../../../src/tools/screen/outline.ts"
import { plainLabel, sameLabel } from "../../../src/tools/screen/Screen.ts"
import { at, elementsOf, item, node, screenOf } from "./nodes.ts"

describe("lines of the outline", () => {
  it("are role, label, value, state and ref", () => {
    const field = node("textbox", "Email", { states: { readonly: true, focused: true, editable: true } })
    assert.strictEqual(
      elementLine(elementsOf(field, { "textbox/Email": "\"a@x\"" })),
      "textbox Email = \"a@x\" (readonly) e1"
    )
  })

  it("say on and off of what can be checked", () => {
    assert.strictEqual(elementLine(elementsOf(node("checkbox", "Sound"))), "checkbox Sound = off e1")
    assert.strictEqual(
      elementLine(elementsOf(node("radio", "Left", { states: { checked: true } }))),
      "radio Left = on e1"
    )
    assert.strictEqual(
      elementLine(elementsOf(node("button", "Bold", { states: { checked: true } }))),
      "button Bold = on e1"
    )
  })

  it("put a text in quotes only where it could be a line of the outline", () => {
    const line = (name: string) => elementLine(elementsOf(node("text", name)))
    assert.strictEqual(line("Ready."), "Ready.")
    assert.strictEqual(line("button OK"), "\"button OK\"")
    assert.strictEqual(line("Total = 5"), "\"Total = 5\"")
    assert.strictEqual(line("See e5"), "\"See e5\"")
    assert.strictEqual(line("Two\nlines"), "Two⏎lines")
  })

  it("one for a menu bar and one for a tool bar", () => {
    const menus = node("menubar", "", { children: [item("menuitem", "&File"), item("menuitem", "Help")] })
    assert.deepStrictEqual(outlineLines(elementsOf(menus)), ["menubar File | Help"])
    const tools = node("toolbar", "Edit", {
      children: [node("button", "Cut"), node("checkbox", "Wrap", { bounds: at(50, 0), states: { checked: true } })]
    })
    assert.deepStrictEqual(outlineLines(elementsOf(tools)), ["toolbar Edit Cut e2 | checkbox Wrap = on e3"])
    assert.deepStrictEqual(outlineLines(elementsOf(tools), { apart: true }), ["button Cut e2", "checkbox Wrap = on e3"])
  })

  it("leave out what a field is made of, and frames", () => {
    const combo = node("combobox", "Red", { children: [node("list", "", { children: [item("listitem", "Green")] })] })
    const page = node("generic", "", { children: [node("group", "", { children: [combo] })] })
    assert.deepStrictEqual(outlineLines(elementsOf(page, { "combobox/Red": "\"Red\"" })), ["combobox = \"Red\" e3"])
  })

  it("open groups to a depth", () => {
    const page = node("group", "A", { children: [node("group", "B", { children: [node("button", "C")] })] })
    assert.deepStrictEqual(outlineLines(elementsOf(page)), ["group A e1", "  group B e2", "    button C e3"])
    assert.deepStrictEqual(outlineLines(elementsOf(page), { depth: 1 }), ["group A e1", "  group B e2"])
  })

  it("name a widget that paints itself by its class", () => {
    const canvas = node("generic", "Canvas", { className: "Canvas" })
    assert.deepStrictEqual(outlineLines(elementsOf(canvas)), ["picture Canvas e1"])
  })

  it("cut a value that is too long, with its length", () => {
    assert.match(shortValue(JSON.stringify("x".repeat(1000))), /^"x{399}… \(1002 characters, ui_read\)$/)
  })
})

describe("the first line", () => {
  const root = elementsOf(node("window", "Demo", { children: [node("textbox", "Name", { bounds: at(0, 0) })] }))
  const [field] = root.children

  it("says which window is in front, whether it is active and modal, what has the focus and what is behind", () => {
    assert.strictEqual(headerLine(screenOf(root)), "window Demo; no focus")
    assert.strictEqual(
      headerLine(screenOf(root, { isModal: true, isActive: false, focus: field, others: ["\"Main\" (MainWindow)"] })),
      "modal Demo (not active); focus textbox Name e2; behind it: \"Main\" (MainWindow)"
    )
  })

  it("says the focus by its ref where a line below says the rest, and how much is hidden", () => {
    assert.deepStrictEqual(screenLines(screenOf(root, { focus: field, hidden: 3 })), [
      "window Demo; focus e2",
      "textbox Name e2",
      "(3 hidden)"
    ])
  })

  it("puts a title in quotes that could be something else, and names one without by its ref", () => {
    assert.strictEqual(headerLine(screenOf(root, { title: "a; b" })), "window \"a; b\"; no focus")
    assert.strictEqual(headerLine(screenOf(root, { title: "" })), "window untitled e1; no focus")
  })
})

describe("plain labels", () => {
  it("have no mnemonic, colon or ellipsis", () => {
    for (const written of ["&About…", "About...", "About", "A&bout:", "About :"]) {
      assert.strictEqual(plainLabel(written), "About")
    }
  })

  it("keep an ampersand that stands alone", () => {
    assert.strictEqual(plainLabel("Salt & pepper"), "Salt & pepper")
  })

  it("are found in whatever is written around a word", () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,10}[A-Za-z]$/)
    const around = fc.constantFrom(
      (text: string) => `&${text}`,
      (text: string) => `${text}…`,
      (text: string) => `${text}:`
    )
    fc.assert(fc.property(word, around, (text, write) => {
      assert.strictEqual(plainLabel(write(text)), text)
      assert.isTrue(sameLabel(write(text).toUpperCase(), text))
    }))
  })
})

describe("any text", () => {
  it("makes one line of an element, and ends with its ref", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (label, value) => {
      const field = elementsOf(node("textbox", label, { objectId: "f" }), { f: JSON.stringify(value) })
      const line = elementLine(field)
      assert.notInclude(line, "\n")
      assert.isTrue(line.endsWith(" e1"), line)
    }))
  })
})

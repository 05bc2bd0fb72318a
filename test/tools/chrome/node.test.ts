import { assert, describe, it } from "@effect/vitest"
import { flat, named, type RawNode } from "../../../src/tools/chrome/node.ts"
import { outline } from "../../../src/tools/chrome/outline.ts"

const keys = (tree: RawNode): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  named(tree, (key, wireRef) => {
    found.set(wireRef, key)
    return wireRef
  })
  return found
}

const list = (rows: ReadonlyArray<RawNode>): RawNode => ({
  ref: "w",
  role: "window",
  objectId: "W",
  children: [{ ref: "l", role: "list", objectId: "W/list", children: rows }]
})

describe("the key of a node", () => {
  it("is its object, wherever that is and whatever it says", () => {
    const before = keys(list([{ ref: "a", role: "button", name: "Go", objectId: "W/go" }]))
    const after = keys({
      ref: "w",
      role: "window",
      objectId: "W",
      children: [{ ref: "b", role: "button", name: "Stop", objectId: "W/go" }]
    })
    assert.strictEqual(before.get("a"), after.get("b"))
  })

  it("of a row is its place among its equals below its object, not its place among all", () => {
    const before = keys(list([{ ref: "a", role: "listitem", name: "A" }, { ref: "b", role: "listitem", name: "B" }]))
    const after = keys(list([
      { ref: "n", role: "listitem", name: "New" },
      { ref: "a2", role: "listitem", name: "A" },
      { ref: "b2", role: "listitem", name: "B" },
      { ref: "b3", role: "listitem", name: "B" }
    ]))
    assert.strictEqual(before.get("a"), after.get("a2"))
    assert.strictEqual(before.get("b"), after.get("b2"))
    assert.notStrictEqual(after.get("b2"), after.get("b3"))
  })

  it("is never shared: not by nameless cells, nor by two items of one action", () => {
    const tree = list([
      { ref: "1", role: "cell" },
      { ref: "2", role: "cell" },
      { ref: "3", role: "menuitem", name: "Copy", objectId: "W/copy" },
      { ref: "4", role: "menuitem", name: "Copy", objectId: "W/copy" },
      { ref: "5", role: "row", children: [{ ref: "6", role: "cell" }] }
    ])
    const found = keys(tree)
    assert.strictEqual(new Set(found.values()).size, found.size)
    assert.strictEqual(found.size, 8)
  })
})

describe("the outline of a page", () => {
  const tree: RawNode = {
    ref: "1",
    role: "window",
    name: "Form",
    objectId: "W",
    children: [
      {
        ref: "2",
        role: "generic",
        name: "QWidget",
        className: "QWidget",
        children: [
          { ref: "3", role: "textbox", name: "Name:", states: { focused: true, editable: true }, objectId: "W/name" },
          {
            ref: "4",
            role: "combobox",
            name: "Austria",
            objectId: "W/land",
            children: [{ ref: "5", role: "listitem", name: "Austria" }]
          }
        ]
      },
      {
        ref: "6",
        role: "generic",
        name: "listTab",
        objectId: "W/tab",
        children: [{ ref: "7", role: "button", name: "Unseen", objectId: "W/un" }]
      },
      { ref: "8", role: "text", name: "Hello", objectId: "W/hello" }
    ]
  }
  const page = named(tree, (_, wireRef) => `ref_${wireRef}`)
  const view = {
    isVisible: ({ wireRef }: { readonly wireRef: string }) => !["6", "7", "5"].includes(wireRef),
    isInteractive: ({ wireRef }: { readonly wireRef: string }) => ["3", "4"].includes(wireRef),
    values: new Map([["ref_3", "Ada \"A\""]])
  }

  it("has role, name, value, states and ref; frames without a word have no line, hidden parts one", () => {
    const { hidden, lines } = outline(page, { ...view, filter: "all" })
    assert.deepStrictEqual(lines, [
      "window \"Form\" ref_1",
      "  textbox \"Name:\" = \"Ada \\\"A\\\"\" focused ref_3",
      "  combobox \"Austria\" [Austria] ref_4",
      "  generic \"listTab\" ref_6 hidden (1 inside)",
      "  text \"Hello\" ref_8"
    ])
    assert.strictEqual(hidden, 1)
  })

  it("of what is interactive has nothing else", () => {
    const { lines } = outline(page, { ...view, filter: "interactive" })
    assert.deepStrictEqual(lines.map((line) => line.trim().split(" ").at(-1)), ["ref_1", "ref_3", "ref_4"])
  })

  it("below a hidden node shows what is in it", () => {
    const tab = flat(page).find((node) => node.ref === "ref_6")
    assert.isDefined(tab)
    if (tab === undefined) return
    assert.deepStrictEqual(outline(tab, { ...view, filter: "all" }).lines, [
      "generic \"listTab\" ref_6",
      "  button \"Unseen\" ref_7"
    ])
  })
})

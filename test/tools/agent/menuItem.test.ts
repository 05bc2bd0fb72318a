import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { follow, itemLine, itemsOf, segments } from "../../../src/tools/agent/menu/MenuItem.ts"
import { item, node } from "../screen/nodes.ts"

const menu = (name: string, ...children: ReadonlyArray<ReturnType<typeof item>>) =>
  item("menuitem", name, { children: [node("menu", "QMenu", { children })] })

const bar = node("menubar", "", {
  children: [
    menu(
      "&File",
      item("menuitem", "&Open…"),
      item("separator", ""),
      menu("&Export", item("menuitem", "As PDF...", { states: { disabled: true } })),
      item("checkbox", "Read only", { states: { checked: true } })
    ),
    menu("Help")
  ]
})

const names = (path: string) => {
  const way = follow(itemsOf(bar), segments(path))
  return { found: way.found.map(({ label }) => label), missing: way.missing, there: way.there.map(itemLine) }
}

describe("paths through menus", () => {
  it("are names with / or > between, which may have spaces around", () => {
    assert.deepStrictEqual(segments("Help/About"), ["Help", "About"])
    assert.deepStrictEqual(segments("File > Export>As PDF"), ["File", "Export", "As PDF"])
    assert.deepStrictEqual(segments(""), [])
  })

  it("lead on whatever the names are made of", () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,8}[A-Za-z]$/)
    fc.assert(fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (path) => {
      assert.deepStrictEqual(segments(path.join("/")), path)
      assert.deepStrictEqual(segments(path.join(" > ")), path)
    }))
  })

  it("match without case, mnemonic and ellipsis", () => {
    assert.deepStrictEqual(names("file/open").found, ["File", "Open"])
    assert.deepStrictEqual(names("File/Export/As PDF").found, ["File", "Export", "As PDF"])
  })

  it("say which name is missing and what is there", () => {
    assert.deepStrictEqual(names("File/Print"), {
      found: ["File"],
      missing: "Print",
      there: ["Open", "Export ▸", "Read only (on)"]
    })
    assert.strictEqual(names("Nix").missing, "Nix")
  })

  it("of nothing are where they begin", () => {
    assert.deepStrictEqual(names("").there, ["File ▸", "Help ▸"])
  })
})

describe("entries of a menu", () => {
  it("say what is disabled, and leave out separators", () => {
    assert.deepStrictEqual(names("File/Export").there, ["As PDF (disabled)"])
  })

  it("leave out what is not shown where others are", () => {
    const { bounds: _, ...hidden } = item("menuitem", "Recent 1")
    const page = node("menu", "QMenu", { children: [item("menuitem", "Open"), hidden] })
    assert.deepStrictEqual(itemsOf(page).map(itemLine), ["Open"])
  })

  it("are all there where none has a place yet", () => {
    const { bounds: _, ...unopened } = item("menuitem", "Open")
    assert.deepStrictEqual(itemsOf(node("menu", "QMenu", { children: [unopened] })).map(itemLine), ["Open"])
  })
})

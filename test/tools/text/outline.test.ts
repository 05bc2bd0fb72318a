import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { renderOutline } from "../../../src/tools/text/outline.ts"
import { placed, trees } from "./trees.ts"

interface Line {
  readonly depth: number
  readonly ref: string
  readonly text: string
}

const parse = (line: string): Line => {
  const [, indent = "", ref = "", text = ""] = /^( *)(e\d+) ([\s\S]*)$/.exec(line) ?? []
  return { depth: indent.length / 2, ref, text }
}

const render = (...[root, options]: Parameters<typeof renderOutline>) => {
  const found = renderOutline(root, options)
  return { ...found, parsed: found.lines.map(parse) }
}

const holds = (property: (tree: Parameters<typeof renderOutline>[0]) => void) =>
  fc.assert(fc.property(trees, property), { numRuns: 300 })

describe("the outline of any tree", () => {
  it("shows an object at most once, and one with a text exactly once", () => {
    holds((tree) => {
      const refs = render(tree).parsed.map((line) => line.ref)
      assert.strictEqual(new Set(refs).size, refs.length)
      const texts = placed(tree).filter(({ node }) => (node.text ?? "") !== "")
      assert.deepStrictEqual(texts.map(({ node }) => node.ref).filter((ref) => !refs.includes(ref ?? "")), [])
    })
  })

  it("shows every visible object that has a name and is no part of another", () => {
    holds((tree) => {
      const refs = render(tree).parsed.map((line) => line.ref)
      const named = placed(tree).filter(({ node: { className, objectName = "", visible } }) =>
        visible === true && objectName !== "" && !className.endsWith("Layout") &&
        !objectName.startsWith("qt_scrollarea_")
      )
      assert.deepStrictEqual(named.map(({ node }) => node.ref).filter((ref) => !refs.includes(ref ?? "")), [])
    })
  })

  it("is indented by the depth in the tree, in reading order", () => {
    holds((tree) => {
      const places = placed(tree)
      const order = new Map(places.map(({ depth, node }, index) => [node.ref ?? "", { depth, index }]))
      const { parsed } = render(tree)
      assert.deepStrictEqual(parsed.map(({ depth }) => depth), parsed.map(({ ref }) => order.get(ref)?.depth))
      const indexes = parsed.map(({ ref }) => order.get(ref)?.index ?? -1)
      assert.deepStrictEqual(indexes, indexes.toSorted((a, b) => a - b))
    })
  })

  it("shows what an object shown is in: no line hangs in the air", () => {
    holds((tree) => {
      const { parsed } = render(tree)
      parsed.forEach(({ depth }, index) => {
        const before = parsed[index - 1]?.depth ?? -1
        assert.isAtMost(depth, before + 1)
      })
    })
  })

  it("counts what it leaves out: lines, helpers and deeper objects are all there are", () => {
    fc.assert(fc.property(trees, fc.option(fc.nat(4), { nil: undefined }), (tree, maxDepth) => {
      const { deeper, helpers, lines } = render(tree, maxDepth === undefined ? {} : { maxDepth })
      assert.strictEqual(lines.length + helpers + deeper, placed(tree).length)
    }))
  })

  it("with maxDepth is the whole outline without its deeper lines", () => {
    fc.assert(fc.property(trees, fc.nat(4), (tree, maxDepth) => {
      const limited = render(tree, { maxDepth })
      const whole = render(tree)
      assert.deepStrictEqual(
        limited.lines,
        whole.lines.filter((_, index) => (whole.parsed[index]?.depth ?? 0) <= maxDepth)
      )
      assert.strictEqual(limited.deeper === 0, placed(tree).length === limited.lines.length + limited.helpers)
    }))
  })

  it("says hidden once, at the topmost object that is", () => {
    holds((tree) => {
      const { parsed } = render(tree)
      const shown = new Set(parsed.map(({ ref }) => ref))
      const topmost = placed(tree).filter(({ above, node }) =>
        node.visible === false && shown.has(node.ref ?? "") && above.every((parent) => parent.visible !== false)
      )
      const marked = parsed.filter(({ text }) => text.endsWith(" hidden")).map(({ ref }) => ref)
      assert.includeMembers(marked, topmost.map(({ node }) => node.ref ?? ""))
    })
  })

  it("is one line an object, without the paths, whatever names and texts hold", () => {
    holds((tree) => {
      for (const line of render(tree).lines) {
        assert.match(line, /^ *e\d+ [^\n\r]*$/)
        assert.notInclude(line, "path/of/")
        assert.isTrue(line.isWellFormed())
      }
    })
  })
})

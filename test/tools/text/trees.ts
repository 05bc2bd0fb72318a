import * as fc from "fast-check"
import type { OutlineNode } from "../../../src/tools/probe/outline.ts"

const classNames = ["QWidget", "QPushButton", "QAction", "QVBoxLayout", "QScrollBar", "QTimer", "QObject", "Item"]

/** Names and texts as applications have them, line breaks and quotes included. */
const words = fc.oneof(
  fc.constantFrom("nameEdit", "submit button", "qt_scrollarea_hcontainer", "größe", "a/b", "line\nbreak", "\"quoted\""),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "grapheme", minLength: 150, maxLength: 260 })
)

interface Shape {
  readonly className: string
  readonly objectName?: string
  readonly text?: string
  readonly visible?: boolean
  readonly qmlTypeName?: string
  readonly children: ReadonlyArray<Shape>
}

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    className: fc.constantFrom(...classNames),
    objectName: words,
    text: words,
    visible: fc.boolean(),
    qmlTypeName: fc.constantFrom("Button", "Text"),
    children: fc.oneof({ maxDepth: 5 }, fc.constant([]), fc.array(tie("shape"), { maxLength: 4 }))
  }, { requiredKeys: ["className", "children"] })
}))

/** Every node gets an id and a ref that no other has, in reading order. */
const numbered = (root: Shape): OutlineNode => {
  let last = 0
  const number = (node: Shape): OutlineNode => {
    last += 1
    return { ...node, id: `path/of/${last}`, ref: `e${last}`, children: node.children.map(number) }
  }
  return number(root)
}

/** Outlines of any shape. */
export const trees: fc.Arbitrary<OutlineNode> = shape.map(numbered)

export interface Placed {
  readonly node: OutlineNode
  readonly depth: number
  readonly above: ReadonlyArray<OutlineNode>
}

/** Every node with its depth and what is above it, in reading order. */
export const placed = (node: OutlineNode, above: ReadonlyArray<OutlineNode> = []): ReadonlyArray<Placed> => [
  { node, depth: above.length, above },
  ...node.children.flatMap((child) => placed(child, [...above, node]))
]

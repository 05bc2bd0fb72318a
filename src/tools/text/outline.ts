import type { OutlineNode } from "../probe/outline.ts"

export interface OutlineOptions {
  /** Levels below the root that are shown; all where absent. */
  readonly maxDepth?: number
}

export interface OutlineText {
  readonly lines: ReadonlyArray<string>
  /** Helpers (layouts, scroll bars, timers, animations) that are left out. */
  readonly helpers: number
  /** Objects below `maxDepth`. */
  readonly deeper: number
}

/** In quotes, and not too long. */
export const quote = (text: string): string => JSON.stringify(text.length <= 200 ? text : `${text.slice(0, 199)}…`)

/** A name as it stands, but for one that would break the line or be taken for a text. */
const bare = (name: string): string => /\p{Cc}|^"/u.test(name) ? quote(name) : name

const countAll = (nodes: ReadonlyArray<OutlineNode>): number =>
  nodes.reduce((sum, node) => sum + 1 + countAll(node.children), 0)

/** Qt's own parts of a widget: scroll bars and their frames, layouts, size grips. */
const isInternal = ({ className, objectName = "" }: OutlineNode): boolean =>
  className.endsWith("Layout") || objectName.startsWith("qt_scrollarea_") ||
  (objectName === "" && ["QScrollBar", "QSizeGrip"].includes(className))

const isUnnamed = (node: OutlineNode): boolean =>
  node.visible === undefined && node.qmlTypeName === undefined && (node.objectName ?? "") === ""

/** Nothing to see, to name or to read, here and below. */
const isHelper = (node: OutlineNode): boolean =>
  (node.text ?? "") === "" && (isInternal(node) || isUnnamed(node)) && node.children.every(isHelper)

const line = (node: OutlineNode, parentVisible: boolean): string =>
  [
    node.ref ?? "-",
    node.qmlTypeName ?? node.className,
    bare(node.qmlId ?? node.objectName ?? ""),
    node.text === undefined || node.text === "" ? "" : quote(node.text),
    node.visible === false && parentVisible ? "hidden" : ""
  ].filter((part) => part !== "").join(" ")

/** An indented outline, one object a line: ref, class, name, text, state. `hidden` stands once, at the topmost. */
export const renderOutline = (root: OutlineNode, options: OutlineOptions = {}): OutlineText => {
  const lines: Array<string> = []
  let helpers = 0
  let deeper = 0
  const visit = (node: OutlineNode, depth: number, parentVisible: boolean): void => {
    if (depth > 0 && isHelper(node)) {
      helpers += 1 + countAll(node.children)
      return
    }
    lines.push(`${"  ".repeat(depth)}${line(node, parentVisible)}`)
    if (options.maxDepth !== undefined && depth >= options.maxDepth) {
      deeper += countAll(node.children)
      return
    }
    for (const child of node.children) visit(child, depth + 1, parentVisible && node.visible !== false)
  }
  visit(root, 0, true)
  return { lines, helpers, deeper }
}

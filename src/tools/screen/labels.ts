import type { PageNode } from "../probe/page.ts"
import type { Rectangle } from "../probe/Rectangle.ts"

const farthestLeft = 300
const farthestAbove = 14

const overlap = (a0: number, a1: number, b0: number, b1: number): number => Math.min(a1, b1) - Math.max(a0, b0)

const leftOf = (label: Rectangle, field: Rectangle): number | undefined => {
  const gap = field.x - (label.x + label.width)
  const shared = overlap(label.y, label.y + label.height, field.y, field.y + field.height)
  return gap >= -4 && gap <= farthestLeft && shared >= Math.min(label.height, field.height) / 2 ? gap : undefined
}

const above = (label: Rectangle, field: Rectangle): number | undefined => {
  const gap = field.y - (label.y + label.height)
  const shared = overlap(label.x, label.x + label.width, field.x, field.x + field.width)
  return gap >= -2 && gap <= farthestAbove && shared > 0 ? farthestLeft + gap : undefined
}

/** What a text beside it names. */
export const isField = (node: PageNode): boolean =>
  ["textbox", "combobox", "spinbutton", "slider", "progressbar", "list", "table", "tree"].includes(node.role)

const isLabel = (node: PageNode): boolean => node.role === "text" && (node.name ?? "").trim() !== ""

/** Whether something else stands between: then the label belongs to that. */
const isBetween = (label: Rectangle, field: Rectangle, other: Rectangle): boolean =>
  other.x >= label.x + label.width - 4 && other.x + other.width <= field.x + 4 &&
  overlap(other.y, other.y + other.height, field.y, field.y + field.height) > 0

/**
 * Which text belongs to which field, of one container: the text left of it on the same line, else the one right above.
 * The accessibility tree names a field only where the form has set buddies.
 */
export const labelsOf = (children: ReadonlyArray<PageNode>): ReadonlyMap<PageNode, PageNode> => {
  const shown = children.filter((child) => child.bounds !== undefined)
  const pairs = shown.filter(isField).flatMap((field) =>
    shown.filter(isLabel).flatMap((label) => {
      if (field.bounds === undefined || label.bounds === undefined) return []
      const [from, to] = [label.bounds, field.bounds]
      const distance = leftOf(from, to) ?? above(from, to)
      const isBlocked = shown.some((other) =>
        other !== label && other !== field && other.bounds !== undefined && isBetween(from, to, other.bounds)
      )
      return distance === undefined || isBlocked ? [] : [{ field, label, distance }]
    })
  ).toSorted((a, b) => a.distance - b.distance)
  const found = new Map<PageNode, PageNode>()
  const taken = new Set<PageNode>()
  for (const { field, label } of pairs) {
    if (found.has(field) || taken.has(label)) continue
    found.set(field, label)
    taken.add(label)
  }
  return found
}

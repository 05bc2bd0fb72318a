import type { PageNode } from "../probe/page.ts"
import { labelsOf } from "./labels.ts"
import { type Element, plainLabel } from "./Screen.ts"

/** What the page does not say, asked separately and kept by `objectId`. */
export interface Details {
  readonly refs: ReadonlyMap<string, { readonly ref: string; readonly id: string; readonly path: string }>
  readonly values: ReadonlyMap<string, string>
  readonly tooltips: ReadonlyMap<string, string>
}

const unreadable = /^qt_/

/** The name a person sees; the probe falls back to the object's name and then to its class. */
export const seenName = (node: PageNode): string => {
  const name = node.name ?? ""
  return name === node.objectName || name === node.className || unreadable.test(name) ? "" : name
}

/**
 * A widget without bounds is not shown, nor is anything in it. Docks behind other tabs have bounds, but left of or above
 * every screen (probe protocol notes §18).
 */
export const isShown = ({ bounds, objectId }: PageNode): boolean =>
  objectId === undefined || (bounds !== undefined && bounds.x + bounds.width > 0 && bounds.y + bounds.height > 0)

const statesOf = (node: PageNode, parent: PageNode | undefined): ReadonlySet<string> => {
  const states = new Set(Object.entries(node.states ?? {}).map(([name, on]) => on ? name : `not ${name}`))
  // A tab list is named after its current tab, which is the only sign of which one that is.
  if (node.role === "tab" && parent?.name === node.name) states.add("selected")
  return states
}

const itemRoles = new Set(["listitem", "cell", "treeitem", "row", "columnheader", "rowheader", "tab", "menuitem"])

/** Reading order: from top to bottom, and from left to right on one line. Items are in order already. */
const inReadingOrder = (children: ReadonlyArray<PageNode>): ReadonlyArray<PageNode> =>
  children.some((child) => itemRoles.has(child.role)) ? children : children.toSorted((a, b) => {
    const [from, to] = [a.bounds, b.bounds]
    if (from === undefined || to === undefined) return 0
    return Math.round(from.y / 8) - Math.round(to.y / 8) || from.x - to.x
  })

/** The page as elements: hidden parts left out, labels merged into the fields they name. */
export const build = (node: PageNode, details: Details, label?: PageNode, parent?: PageNode): Element => {
  const shown = inReadingOrder((node.children ?? []).filter(isShown))
  const labels = labelsOf(shown)
  const used = new Set(labels.values())
  const known = node.objectId === undefined ? undefined : details.refs.get(node.objectId)
  const value = node.objectId === undefined ? undefined : details.values.get(node.objectId)
  // The accessible name of a combo is its current text, that of a tab list its current tab: values and no labels.
  const own = node.role === "combobox" || node.role === "tablist" ? "" : seenName(node)
  const tooltip = node.objectId === undefined ? undefined : details.tooltips.get(node.objectId)
  return {
    role: node.role,
    // A text of its own is shown as it is; what names something is compared without mnemonic and colon.
    label: node.role === "text" ? own : plainLabel(own !== "" ? own : label?.name ?? tooltip ?? ""),
    ...(value === undefined ? {} : { value }),
    states: statesOf(node, parent),
    ...(known === undefined ? {} : known),
    className: node.className ?? "",
    objectName: node.objectName ?? "",
    ...(node.bounds === undefined ? {} : { bounds: node.bounds }),
    children: shown.filter((child) => !used.has(child)).map((child) => build(child, details, labels.get(child), node))
  }
}

/** How many objects are left out. */
export const countHidden = (node: PageNode): number =>
  (node.children ?? []).reduce(
    (sum, child) => sum + (isShown(child) ? countHidden(child) : countObjects(child)),
    0
  )

const countObjects = (node: PageNode): number =>
  (node.objectId === undefined ? 0 : 1) + (node.children ?? []).reduce((sum, child) => sum + countObjects(child), 0)

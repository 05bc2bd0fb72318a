import type { PageNode } from "../probe/page.ts"
import { isField, labelsOf } from "./labels.ts"
import { type Element, plainLabel, sameLabel } from "./Screen.ts"

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

/** A text of several lines is a document, as a browser or a read-only editor shows it: its content is a value. */
export const roleOf = (node: PageNode): string =>
  node.role === "text" && node.states?.["multiline"] === true ? "textbox" : node.role

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

/** What is known of the surroundings of a node. */
interface Place {
  readonly parent?: PageNode
  /** The name of the group it stands in. */
  readonly group?: string
  /** The text that names it. */
  readonly label?: PageNode
}

/**
 * The name of its own that a node has: the accessible name of a combo is its current text, that of a tab list its
 * current tab, and that of a field without a buddy is the title of its group. These name nothing.
 */
const ownName = (node: PageNode, group: string | undefined): string => {
  const name = seenName(node)
  const isBorrowed = node.role === "combobox" || node.role === "tablist" || (isField(node) && name === group)
  return isBorrowed ? "" : name
}

/** Texts that say no more than the name of the field beside them are merged; others stay. */
const mergedLabels = (shown: ReadonlyArray<PageNode>, group: string | undefined): ReadonlyMap<PageNode, PageNode> =>
  new Map([...labelsOf(shown)].filter(([field, label]) => {
    const own = ownName(field, group)
    return own === "" || sameLabel(own, label.name ?? "")
  }))

const nothing: Place = {}

/** The page as elements: hidden parts left out, labels merged into the fields they name. */
export const build = (node: PageNode, details: Details, place: Place = nothing): Element => {
  const role = roleOf(node)
  const group = role === "group" && seenName(node) !== "" ? seenName(node) : place.group
  const shown = inReadingOrder((node.children ?? []).filter(isShown))
  const labels = mergedLabels(shown, group)
  const used = new Set(labels.values())
  const known = node.objectId === undefined ? undefined : details.refs.get(node.objectId)
  const value = node.objectId === undefined ? undefined : details.values.get(node.objectId)
  const own = ownName(node, place.group)
  const tooltip = node.objectId === undefined ? undefined : details.tooltips.get(node.objectId)
  return {
    role,
    // A text of its own is shown as it is; what names something is compared without mnemonic and colon.
    label: role === "text"
      ? own.replaceAll("\u{fffc}", "").trim()
      : plainLabel(own !== "" ? own : place.label?.name ?? tooltip ?? ""),
    ...(value === undefined ? {} : { value }),
    states: statesOf(node, place.parent),
    ...(known === undefined ? {} : known),
    className: node.className ?? "",
    objectName: node.objectName ?? "",
    ...(node.bounds === undefined ? {} : { bounds: node.bounds }),
    children: shown.filter((child) => !used.has(child)).map((child) => {
      const label = labels.get(child)
      return build(child, details, {
        parent: node,
        ...(group === undefined ? {} : { group }),
        ...(label === undefined ? {} : { label })
      })
    })
  }
}

/** How many objects are left out. */
export const countHidden = (node: PageNode): number =>
  (node.children ?? []).reduce(
    (sum, child) => sum + (isShown(child) ? countHidden(child) : countObjects(child)),
    0
  )

/** Parts that Qt makes widgets of are nothing a person would look for. */
export const isOwn = ({ objectId, objectName = "" }: PageNode): boolean =>
  objectId !== undefined && !objectName.startsWith("qt_")

const countObjects = (node: PageNode): number =>
  (isOwn(node) ? 1 : 0) + (node.children ?? []).reduce((sum, child) => sum + countObjects(child), 0)

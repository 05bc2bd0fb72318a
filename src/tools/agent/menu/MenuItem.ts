import type { PageNode } from "../../probe/page.ts"
import { plainLabel, sameLabel } from "../../screen/Screen.ts"

/** An entry of a menu as the page shows it, open or not. */
export interface MenuItem {
  readonly label: string
  readonly node: PageNode
  readonly isDisabled: boolean
  readonly isChecked: boolean
  /** What is below it; empty for an action, and for a menu that is filled when it opens. */
  readonly items: ReadonlyArray<MenuItem>
  /** The menu that holds `items`. */
  readonly menu: PageNode | undefined
}

/** The first node at or below `node` that passes. */
export const firstOf = (node: PageNode, test: (node: PageNode) => boolean): PageNode | undefined => {
  if (test(node)) return node
  for (const child of node.children ?? []) {
    const found = firstOf(child, test)
    if (found !== undefined) return found
  }
  return undefined
}

const toItem = (node: PageNode): MenuItem => {
  const menu = (node.children ?? []).find((child) => child.role === "menu")
  return {
    label: plainLabel(node.name ?? ""),
    node,
    isDisabled: node.states?.["disabled"] === true,
    isChecked: node.states?.["checked"] === true,
    items: menu === undefined ? [] : itemsOf(menu),
    menu
  }
}

const itemRoles = new Set(["menuitem", "checkbox", "radio"])

/**
 * The entries of a menu or a menu bar; separators are none. A menu has laid its visible entries out once it was asked
 * for them: those without a place beside others that have one are hidden.
 */
export const itemsOf = (menu: PageNode): ReadonlyArray<MenuItem> => {
  const entries = (menu.children ?? []).filter((node) => itemRoles.has(node.role))
  const isLaidOut = entries.some((node) => node.bounds !== undefined)
  return entries.filter((node) => !isLaidOut || node.bounds !== undefined).map(toItem)
}

/** `Help/About` or `Help > About` as names. */
export const segments = (path: string): ReadonlyArray<string> =>
  path.split(/\s*[/>]\s*/).filter((segment) => segment !== "")

/** How far a path leads: `missing` is the first name that is not there, `there` what is there instead. */
export interface Way {
  readonly found: ReadonlyArray<MenuItem>
  readonly missing: string | undefined
  readonly there: ReadonlyArray<MenuItem>
}

export const follow = (items: ReadonlyArray<MenuItem>, path: ReadonlyArray<string>): Way => {
  const found: Array<MenuItem> = []
  let there = items
  for (const name of path) {
    const item = there.find((candidate) => sameLabel(candidate.label, name))
    if (item === undefined) return { found, missing: name, there }
    found.push(item)
    there = item.items
  }
  return { found, missing: undefined, there }
}

/** `Save as ▸ (disabled)` */
export const itemLine = (item: MenuItem): string =>
  [
    item.label,
    item.menu === undefined ? "" : "▸",
    item.isChecked ? "(on)" : "",
    item.isDisabled ? "(disabled)" : ""
  ].filter((part) => part !== "").join(" ")

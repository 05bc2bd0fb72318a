import { quote } from "../text/outline.ts"
import { flat, label, type PageNode } from "./node.ts"
import type { Sight } from "./page.ts"

/** What the lines of a page need beside its nodes. */
export interface View extends Sight {
  readonly filter: "all" | "interactive"
  /** Values of fields, by ref. */
  readonly values: ReadonlyMap<string, string>
}

/** States whose absence is the ordinary case; the others say nothing or repeat the role. */
const told = ["focused", "disabled", "checked", "selected", "pressed", "modal", "password"] as const

const states = (node: PageNode): ReadonlyArray<string> => [
  ...told.filter((state) => node.states[state] === true),
  ...(node.states["readonly"] === true && ["textbox", "combobox", "spinbutton"].includes(node.role)
    ? ["readonly"]
    : []),
  ...(node.states["hasPopup"] === true ? ["popup"] : []),
  ...(node.states["expanded"] === undefined ? [] : [node.states["expanded"] ? "expanded" : "collapsed"])
]

/** What can be chosen, where all of it fits a line. */
const options = (node: PageNode): string => {
  if (node.role !== "combobox") return ""
  const items = flat(node).filter((below) => below.role === "listitem")
  return items.length === 0
    ? ""
    : `[${items.slice(0, 20).map((item) => item.name ?? "").join(" | ")}${items.length > 20 ? " | …" : ""}]`
}

/** `textbox "Name:" = "Ada" focused ref_7` */
export const line = (node: PageNode, values: View["values"] = new Map()): string => {
  const value = values.get(node.ref)
  return [label(node), value === undefined ? "" : `= ${quote(value)}`, options(node), ...states(node), node.ref]
    .filter((part) => part !== "").join(" ")
}

const containers = new Set([
  "window",
  "dialog",
  "alert",
  "menubar",
  "menu",
  "toolbar",
  "tablist",
  "tabpanel",
  "list",
  "tree",
  "table",
  "group"
])

/** A frame without a word of its own, and Qt's own parts. */
const isWrapper = ({ className, name, objectName = "", role, states }: PageNode): boolean =>
  ["generic", "region", "none"].includes(role) && Object.keys(states).every((state) => state === "focused") &&
  (name === undefined || name === className || objectName.startsWith("qt_"))

export interface PageText {
  readonly lines: ReadonlyArray<string>
  /** Nodes nobody sees that have no line. */
  readonly hidden: number
}

/** An indented outline. Of what is hidden only the topmost node has a line; the items of closed menus are shown. */
export const outline = (root: PageNode, view: View): PageText => {
  let hidden = 0
  const isHidden = (node: PageNode): boolean => !view.isVisible(node)
  const hides = isHidden(root)
  const visit = (node: PageNode, indent: string): ReadonlyArray<string> => {
    const isMenu = node.role === "menu" || node.parent?.role === "menu"
    const isClosed = !hides && isHidden(node) && !(isMenu && view.filter === "all")
    if (isClosed) {
      const inside = flat(node).length - 1
      const skips = view.filter === "interactive" || isWrapper(node) || node.role === "scrollbar" ||
        node.objectName?.startsWith("qt_") === true
      hidden += skips ? inside + 1 : inside
      return skips ? [] : [`${indent}${line(node)} hidden${inside > 0 ? ` (${inside} inside)` : ""}`]
    }
    const isShown = view.filter === "all"
      ? !isWrapper(node)
      : view.isInteractive(node) || hides || node === root || containers.has(node.role)
    const inner = isShown ? `${indent}  ` : indent
    const below = node.role === "combobox" ? [] : node.children.flatMap((child) => visit(child, inner))
    const isEmpty = view.filter === "interactive" && below.length === 0 && !view.isInteractive(node) && node !== root
    return isShown && !isEmpty ? [`${indent}${line(node, view.values)}`, ...below] : below
  }
  return { lines: visit(root, ""), hidden }
}

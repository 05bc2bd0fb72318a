import { behind, headerLine, kindOf } from "./header.ts"
import { elementLine, shownText } from "./line.ts"
import { headersOf, isBlank, rowsOf, rowText } from "./rows.ts"
import { type Element, type Screen, viewRoles, wholes } from "./Screen.ts"

export interface OutlineOptions {
  /** Levels of groups to open. */
  readonly depth?: number
  /** Rows of a view that are printed; 12 where absent. */
  readonly rows?: number
  /** Each button of a bar on a line of its own, to compare. */
  readonly apart?: boolean
}

const defaultRows = 12

/** Containers that say nothing themselves: what is in them moves up. */
const isFrame = (element: Element): boolean =>
  ["generic", "region", "document", "application", "tabpanel", "section", "none"].includes(element.role) ||
  (["group", "window"].includes(element.role) && element.label === "")

/** A widget that paints itself: there is no text in it to read. */
const isPainted = (element: Element): boolean =>
  element.role === "generic" && element.ref !== undefined && element.children.length === 0 &&
  !element.className.startsWith("Q")

const menuBarLine = (bar: Element): string =>
  `menubar ${bar.children.filter((item) => item.label !== "").map((item) => shownText(item.label)).join(" | ")}`

/** What stands in a tool bar. */
const toolsOf = (bar: Element): ReadonlyArray<Element> =>
  wholes(bar).slice(1).filter((element) =>
    (element.label !== "" || element.ref !== undefined) && !isFrame(element) && element.role !== "separator"
  )

/** `toolbar File Open e3 | Save (disabled) e4`: that most of it are buttons goes without saying. */
const toolBarLine = (bar: Element): string =>
  [
    bar.role,
    bar.label === "" ? "" : shownText(bar.label),
    toolsOf(bar).map((tool) => elementLine(tool).replace(/^button /, "")).join(" | ")
  ].filter((part) => part !== "").join(" ")

/** `tabs [Form] | List | Table`: the current one in brackets. */
const tabsLine = (tabs: Element): string => {
  const names = tabs.children.filter((tab) => tab.role === "tab").map((tab) => {
    return tab.states.has("selected") ? `[${tab.label}]` : shownText(tab.label)
  })
  return `tabs ${names.join(" | ")}${tabs.ref === undefined ? "" : ` ${tabs.ref}`}`
}

/** Widgets that stand in a view: an open editor, a list in a row. */
const innerLines = (view: Element, depth: number, options: OutlineOptions): ReadonlyArray<string> =>
  view.children.filter((child) => child.ref !== undefined && child.role !== "scrollbar")
    .flatMap((child) => lines(child, depth, options))

const viewLines = (view: Element, indent: string, most: number): ReadonlyArray<string> => {
  const rows = rowsOf(view)
  const told = rows.filter((row) => !isBlank(row))
  const headers = headersOf(view)
  const size = `${rows.length} row${rows.length === 1 ? "" : "s"}`
  const more = told.length > most ? [`${indent}  … ${told.length - most} more (ui_items)`] : []
  return [
    `${indent}${elementLine(view)}, ${size}`,
    ...(headers.length === 0 ? [] : [`${indent}  ${headers.join(" | ")}:`]),
    ...told.slice(0, most).map((row) => `${indent}  ${rowText(row)}`),
    ...more
  ]
}

const lines = (element: Element, depth: number, options: OutlineOptions): ReadonlyArray<string> => {
  const indent = "  ".repeat(depth)
  if (isPainted(element)) return [`${indent}picture ${shownText(element.className)} ${element.ref}`]
  if (isFrame(element) && element.value === undefined) {
    return element.children.flatMap((child) => lines(child, depth, options))
  }
  switch (element.role) {
    case "menubar":
      return [indent + menuBarLine(element)]
    case "toolbar":
      return options.apart === true ? toolsOf(element).map(elementLine) : [indent + toolBarLine(element)]
    case "tablist":
      return [
        indent + tabsLine(element),
        ...element.children.filter((child) =>
          child.role === "button" && child.ref !== undefined && !child.states.has("disabled")
        ).map((child) => `${indent}  ${elementLine(child)}`)
      ]
    case "scrollbar":
      return []
    case "text":
      return element.label === "" ? [] : [indent + elementLine(element)]
    case "separator":
      return element.children.flatMap((child) => lines(child, depth, options))
  }
  if (viewRoles.has(element.role)) {
    return [
      ...viewLines(element, indent, options.rows ?? defaultRows),
      ...innerLines(element, depth + 1, options)
    ]
  }
  const isOpen = options.depth === undefined || depth < options.depth
  // What a field is made of (viewport, drop-down list, inner editor) is no content of its own.
  const inner = ["textbox", "combobox", "spinbutton", "slider", "menuitem"].includes(element.role)
    ? []
    : element.children
  return [indent + elementLine(element), ...(isOpen ? inner.flatMap((child) => lines(child, depth + 1, options)) : [])]
}

/** The lines of an element and what is in it. */
export const outlineLines = (element: Element, options: OutlineOptions = {}): ReadonlyArray<string> =>
  lines(element, 0, options)

/** The whole screen: its header line, its content, and how much is hidden. */
export const screenLines = (screen: Screen, options: OutlineOptions = {}): ReadonlyArray<string> => {
  const content = screen.root.children.flatMap((child) => outlineLines(child, options))
  const ref = screen.focus?.ref
  // What has the focus is said by its ref where a line below says the rest.
  const isListed = ref !== undefined && content.some((line) => line.endsWith(` ${ref}`))
  return [
    isListed ? `${kindOf(screen)}; focus ${ref}${behind(screen)}` : headerLine(screen),
    ...content,
    ...(screen.hidden > 0 ? [`(${screen.hidden} hidden)`] : [])
  ]
}

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

/** Text as it stands, in quotes only where it would be taken for something else. */
export const shownText = (text: string): string => /^[\p{L}\p{N}][^\n"=]*$/u.test(text) ? text : JSON.stringify(text)

/** A text of the application, in quotes where it could be taken for a line of the outline: roles are in lower case. */
const textLine = (text: string): string =>
  /^[^\p{Ll}"(…]/u.test(text) && !/["=]|\se\d+$/u.test(text) ? text.replaceAll("\n", "⏎") : JSON.stringify(text)

const longestValue = 400

/** A value in one line of bearable length; `ui_read` gives the whole. */
export const shortValue = (value: string, longest = longestValue): string =>
  value.length <= longest ? value : `${value.slice(0, longest)}… (${value.length} characters, ui_read)`

/** Containers that say nothing themselves: what is in them moves up. */
const isFrame = (element: Element): boolean =>
  ["generic", "region", "document", "application", "tabpanel", "section", "none"].includes(element.role) ||
  (["group", "window"].includes(element.role) && element.label === "")

/** A widget that paints itself: there is no text in it to read. */
const isPainted = (element: Element): boolean =>
  element.role === "generic" && element.ref !== undefined && element.children.length === 0 &&
  !element.className.startsWith("Q")

const noise = new Set(["focused", "focusable", "editable", "multiline", "pressed", "modal", "not expanded"])

const stateWords = (element: Element): string => {
  const words = [...element.states].filter((state) => !noise.has(state) && state !== "checked")
    .filter((state) => !(state === "readonly" && ["text", "status", "document", "img"].includes(element.role)))
  return words.length === 0 ? "" : `(${words.join(", ")})`
}

const isToggle = (element: Element): boolean =>
  element.role === "checkbox" || element.role === "radio" || element.states.has("checked")

/** `textbox Email = "ada@x.org" (readonly) e5` */
export const elementLine = (element: Element): string =>
  [
    element.role === "text" ? "" : element.role,
    element.label === "" ? "" : element.role === "text" ? textLine(element.label) : shownText(element.label),
    element.value !== undefined
      ? `= ${shortValue(element.value)}`
      : isToggle(element)
      ? `= ${element.states.has("checked") ? "on" : "off"}`
      : "",
    stateWords(element),
    element.role === "text" ? "" : element.ref ?? ""
  ].filter((part) => part !== "").join(" ")

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

const titleOf = (screen: Screen): string =>
  screen.title === ""
    ? `untitled ${screen.root.ref ?? screen.className}`
    : /^[\p{L}\p{N}][^\n"=;]*$/u.test(screen.title)
    ? screen.title
    : JSON.stringify(screen.title)

const kindOf = (screen: Screen): string =>
  `${screen.isModal ? "modal" : "window"} ${titleOf(screen)}${screen.isActive ? "" : " (not active)"}`

/** `window Demo; focus textbox Name e5` */
export const frontLine = (screen: Screen): string => {
  const { focus } = screen
  const holder = focus === undefined
    ? "no focus"
    : ["focus", focus.role, focus.label || focus.objectName, focus.ref].filter((part) => part).join(" ")
  return `${kindOf(screen)}; ${holder}`
}

const behind = ({ others }: Screen): string => others.length === 0 ? "" : `; behind it: ${others.join(", ")}`

/** The same with the windows that are not in front. */
export const headerLine = (screen: Screen): string => `${frontLine(screen)}${behind(screen)}`

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

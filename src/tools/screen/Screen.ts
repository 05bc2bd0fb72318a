import type { Rectangle } from "../probe/Rectangle.ts"

/** One thing on the screen, as the outline shows it. */
export interface Element {
  /** The probe's word for it: textbox, button, checkbox, table, treeitem … */
  readonly role: string
  /** What a person would call it: its text, the label beside it, or its tooltip; empty where there is none. */
  readonly label: string
  /** Printed as `= value`; absent where it has none. */
  readonly value?: string
  readonly states: ReadonlySet<string>
  /** Of an object; items and cells have none and are named by their text. */
  readonly ref?: string
  /** The probe's id of the object (`#12`, or a path). */
  readonly id?: string
  /** The probe's path of the object, for the few requests that need it. */
  readonly path?: string
  readonly className: string
  readonly objectName: string
  readonly bounds?: Rectangle
  readonly children: ReadonlyArray<Element>
}

/** The active window at one moment. */
export interface Screen {
  readonly title: string
  readonly className: string
  readonly isActive: boolean
  readonly isModal: boolean
  readonly root: Element
  readonly focus: Element | undefined
  /** Titles of the other visible windows. */
  readonly others: ReadonlyArray<string>
  /** Objects that are not shown. */
  readonly hidden: number
}

/** The element and all below it, in reading order. */
export const elements = (root: Element): ReadonlyArray<Element> => [root, ...root.children.flatMap(elements)]

/** The same without what a field is made of: its viewport, its inner editor, its drop-down list. */
export const wholes = (root: Element): ReadonlyArray<Element> =>
  fieldRoles.has(root.role) ? [root] : [root, ...root.children.flatMap(wholes)]

/** The element with the focus: of a part of a field or view, the field or view. */
export const focused = (root: Element, id: string): Element | undefined => {
  if (root.id === id) return root
  for (const child of root.children) {
    const found = focused(child, id)
    if (found !== undefined) return found !== child || !partRoles.has(found.role) ? found : asWhole(root) ?? found
  }
  return undefined
}

const partRoles = new Set(["generic", "region"])

const asWhole = (element: Element): Element | undefined =>
  fieldRoles.has(element.role) || viewRoles.has(element.role) ? element : undefined

/** Roles whose value a person can change. */
export const fieldRoles = new Set(["textbox", "combobox", "spinbutton", "slider", "progressbar"])

/** Roles that hold rows. */
export const viewRoles = new Set(["list", "table", "tree"])

/** A label without its mnemonic, its colon and its ellipsis: how names are compared. */
export const plainLabel = (text: string): string =>
  text.replaceAll("\u{fffc}", "").replaceAll(/&(?=\S)/g, "").replace(/\s*(:|…|\.\.\.)\s*$/, "").trim()

export const sameLabel = (a: string, b: string): boolean => plainLabel(a).toLowerCase() === plainLabel(b).toLowerCase()

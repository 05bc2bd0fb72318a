import type { PageNode } from "../../../src/tools/probe/page.ts"
import type { Rectangle } from "../../../src/tools/probe/Rectangle.ts"
import { build, type Details } from "../../../src/tools/screen/build.ts"
import type { Element, Screen } from "../../../src/tools/screen/Screen.ts"

export const at = (x: number, y: number, width = 100, height = 24): Rectangle => ({ x, y, width, height })

/** An object of a page; what is not said is left out, as the probe does. */
export const node = (role: string, name: string, fields: Partial<PageNode> = {}): PageNode => ({
  role,
  name,
  objectId: `${role}/${name}`,
  bounds: at(0, 0),
  ...fields
})

/** What is no object: an item, a cell, a header, a tab. */
export const item = (role: string, name: string, fields: Partial<PageNode> = {}): PageNode => ({
  role,
  name,
  bounds: at(0, 0),
  ...fields
})

const ids = (page: PageNode): ReadonlyArray<string> => [
  ...(page.objectId === undefined ? [] : [page.objectId]),
  ...(page.children ?? []).flatMap(ids)
]

/** Every object has a ref, in the order of the page. */
export const detailsOf = (page: PageNode, values: Readonly<Record<string, string>> = {}): Details => ({
  refs: new Map(ids(page).map((id, index) => [id, { ref: `e${index + 1}`, id: `#${index + 1}`, path: id }])),
  values: new Map(Object.entries(values)),
  tooltips: new Map()
})

export const elementsOf = (page: PageNode, values: Readonly<Record<string, string>> = {}): Element =>
  build(page, detailsOf(page, values))

export const screenOf = (root: Element, fields: Partial<Screen> = {}): Screen => ({
  title: root.label,
  className: "MainWindow",
  isActive: true,
  isModal: false,
  root,
  focus: undefined,
  others: [],
  hidden: 0,
  ...fields
})

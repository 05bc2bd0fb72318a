import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { PageNode } from "../../../src/tools/probe/page.ts"
import { build, countHidden, type Details, isShown } from "../../../src/tools/screen/build.ts"
import { type Element, elements, type Screen } from "../../../src/tools/screen/Screen.ts"

/** Screens of real applications as `chr.readPage` gave them, whole. */
export const recorded = [
  "form-recorded",
  "form-latest",
  "form-seed",
  "list-latest",
  "table-latest",
  "table-seed",
  "tree-latest",
  "about-latest",
  "about-seed",
  "linguist-empty",
  "linguist",
  "file-dialog",
  "designer",
  "new-form",
  "assistant",
  "featherpad-qt5",
  "preferences-qt5",
  "speedcrunch-qt5"
] as const

const file = (name: string): URL => new URL(`../../fixtures/screens/${name}`, import.meta.url)

export const read = (name: string): string => readFileSync(file(name), "utf8")

const Page = Schema.fromJsonString(Schema.Struct({ tree: PageNode }))
const Values = Schema.fromJsonString(Schema.Record(Schema.String, Schema.Record(Schema.String, Schema.Unknown)))

/** What a person sees of the page: the node and all that is shown in it. */
export const shownNodes = (node: PageNode): ReadonlyArray<PageNode> =>
  isShown(node) ? [node, ...(node.children ?? []).flatMap(shownNodes)] : []

export const pageOf = (name: string): PageNode => Schema.decodeSync(Page)(read(`${name}.json`)).tree

/** Values come from requests of their own, and were recorded with the page. */
export const valuesOf = (name: string): Readonly<Record<string, unknown>> =>
  Schema.decodeSync(Values)(read("values.json"))[name] ?? {}

const detailsOf = (name: string, page: PageNode): Details => {
  const ids = shownNodes(page).flatMap((node) => node.objectId === undefined ? [] : [node.objectId])
  return {
    refs: new Map(ids.map((id, index) => [id, { ref: `e${index + 1}`, id, path: id }])),
    values: new Map(Object.entries(valuesOf(name)).map(([id, value]) => [id, JSON.stringify(value)])),
    tooltips: new Map()
  }
}

/** The innermost object that the page says has the focus. */
const focusOf = (root: Element): Element | undefined =>
  elements(root).findLast((element) => element.ref !== undefined && element.states.has("focused"))

export const screenOf = (name: string): Screen => {
  const page = pageOf(name)
  const root = build(page, detailsOf(name, page))
  return {
    title: page.name ?? "",
    className: page.className ?? "",
    isActive: true,
    isModal: page.role === "dialog" || page.role === "alert",
    root,
    focus: focusOf(root),
    others: [],
    hidden: countHidden(page)
  }
}

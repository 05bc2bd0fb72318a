import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { ask } from "../probe/ask.ts"
import { inspect } from "../probe/inspect.ts"
import { modelPage } from "../probe/modelData.ts"
import type { PageNode } from "../probe/page.ts"
import { Rectangle } from "../probe/Rectangle.ts"
import { viewRoles } from "./Screen.ts"

const geometry = ask("qt.ui.geometry", Schema.Struct({ global: Rectangle }))

const mostRows = 30
const mostWidgets = 40

/** The nearest base class that tells what a widget is. */
const roles: ReadonlyArray<readonly [string, string]> = [
  ["QLineEdit", "textbox"],
  ["QTextEdit", "textbox"],
  ["QPlainTextEdit", "textbox"],
  ["QComboBox", "combobox"],
  ["QAbstractSpinBox", "spinbutton"],
  ["QAbstractSlider", "slider"],
  ["QCheckBox", "checkbox"],
  ["QAbstractButton", "button"],
  ["QTreeView", "tree"],
  ["QTableView", "table"],
  ["QAbstractItemView", "list"]
]

const viewport = "/qt_scrollarea_viewport/"

const views = (node: PageNode): ReadonlyArray<PageNode> => [
  ...(viewRoles.has(node.role) && node.objectId !== undefined ? [node] : []),
  ...(node.children ?? []).flatMap(views)
]

const objects = (node: PageNode): ReadonlyArray<string> => [
  ...(node.objectId === undefined ? [] : [node.objectId]),
  ...(node.children ?? []).flatMap(objects)
]

/** The rows of a list in a row: they have no place that could be read, only an order. */
const rowsOf = Effect.fnUntraced(function*(id: string) {
  const { rows } = yield* modelPage(id, { limit: mostRows })
  return rows.map(({ cells }, index): PageNode => ({
    role: "listitem",
    name: Predicate.isString(cells[0]?.["display"]) ? cells[0]["display"] : "",
    bounds: { x: 0, y: index, width: 0, height: 0 }
  }))
})

/** The item beside a widget, or the last one above it: what a person takes for its name. */
const captionOf = (view: PageNode, { y }: Rectangle): string =>
  (view.children ?? []).filter((child) =>
    child.objectId === undefined && !["columnheader", "rowheader"].includes(child.role) && (child.name ?? "") !== "" &&
    child.bounds !== undefined && child.bounds.y <= y + 2
  ).toSorted((a, b) => (b.bounds?.y ?? 0) - (a.bounds?.y ?? 0) || (a.bounds?.x ?? 0) - (b.bounds?.x ?? 0))[0]?.name ??
    ""

const nodeOf = Effect.fnUntraced(function*(view: PageNode, objectId: string) {
  const { info } = yield* inspect(objectId, ["info"])
  const { global } = yield* geometry({ objectId })
  const classes = [info?.className ?? "", ...(info?.superClasses ?? [])]
  const role = roles.find(([name]) => classes.includes(name))?.[1] ?? "generic"
  const node: PageNode = {
    role,
    name: captionOf(view, global),
    className: info?.className ?? "",
    objectName: info?.objectName ?? "",
    objectId,
    bounds: global,
    states: info?.enabled === false ? { disabled: true } : {},
    children: viewRoles.has(role) ? yield* rowsOf(objectId).pipe(Effect.orElseSucceed(() => [])) : []
  }
  return node
})

/** The page with `inner` put into the views they belong to. */
const withInner = (node: PageNode, inner: ReadonlyMap<PageNode, ReadonlyArray<PageNode>>): PageNode => {
  if (inner.size === 0) return node
  const children = [...(node.children ?? []).map((child) => withInner(child, inner)), ...(inner.get(node) ?? [])]
  return { ...node, children }
}

/**
 * The page with what stands in the rows of its views, such as the editor of a cell: the accessibility tree shows the
 * items of a view and nothing else. `visible` are the paths of all visible objects; the seed generation has none that
 * tell where an object is, and shows nothing more.
 */
export const addInner = Effect.fn("Screen.addInner")(function*(page: PageNode, visible: ReadonlyArray<string>) {
  const known = new Set(objects(page))
  const found = views(page).flatMap((view) => {
    const start = `${view.objectId}${viewport}`
    return visible.filter((path) =>
      path.startsWith(start) && !path.slice(start.length).includes("/") && !known.has(path)
    )
      .map((path) => [view, path] as const)
  })
  const nodes = yield* Effect.forEach(
    found.slice(0, mostWidgets),
    ([view, path]) =>
      nodeOf(view, path).pipe(
        Effect.map((node) => [[view, node] as const]),
        Effect.catchTag("ProbeFault", () => Effect.succeed([]))
      ),
    { concurrency: "unbounded" }
  )
  const inner = new Map<PageNode, ReadonlyArray<PageNode>>()
  const ordered = nodes.flat().toSorted(([, a], [, b]) => (a.bounds?.y ?? 0) - (b.bounds?.y ?? 0))
  for (const [view, node] of ordered) inner.set(view, [...(inner.get(view) ?? []), node])
  return withInner(page, inner)
})

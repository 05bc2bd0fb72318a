import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { ask } from "./ask.ts"
import { inspect } from "./inspect.ts"
import { modelPage } from "./modelData.ts"
import { search } from "./objects.ts"
import { type PageNode, wholePage } from "./page.ts"
import { Rectangle } from "./Rectangle.ts"
import { callOn, onTarget } from "./targets.ts"

export interface ItemClick {
  readonly path?: ReadonlyArray<number>
  readonly itemPath?: ReadonlyArray<string>
  readonly column?: number
  readonly action?: "select" | "click" | "doubleClick" | "edit"
}

const geometry = ask("qt.ui.geometry", Schema.Struct({ global: Rectangle }))
const value = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const nodes = (node: PageNode): ReadonlyArray<PageNode> => [node, ...(node.children ?? []).flatMap(nodes)]

const cannot = (what: string) => new Refused({ reason: `${what} Nothing was clicked.` })

/** A combo is set by its properties: by text, which selects the item of that text, or by index. */
const chooseInCombo = Effect.fnUntraced(function*(given: string, { itemPath, path }: ItemClick) {
  const [name, wanted] = itemPath === undefined ? ["currentIndex", path?.[0]] : ["currentText", itemPath[0]]
  yield* callOn("qt.properties.set", given, { name, value: wanted })
  const now = yield* onTarget(given, ({ id }) => value({ objectId: id, name }))
  if (now.value !== wanted) {
    return yield* new Refused({ reason: `The combo has no item ${JSON.stringify(wanted)}; it is unchanged.` })
  }
})

const textAt = Effect.fnUntraced(function*(given: string, path: ReadonlyArray<number>, column: number) {
  const { rows } = yield* modelPage(given, { parent: path.slice(0, -1), offset: path.at(-1) ?? 0, limit: 1 })
  const cell = rows[0]?.cells[column]?.["display"]
  return Predicate.isString(cell)
    ? cell
    : yield* cannot(`There is no text at row [${path.join(",")}], column ${column}.`)
})

/**
 * Clicks an item on the seed generation, which has no method for it: the item's rectangle is read off the page and
 * clicked in the view's viewport. It has to be on screen.
 */
export const clickItemSeed = Effect.fn("Items.clickItemSeed")(function*(given: string, wanted: ItemClick) {
  const { info } = yield* inspect(given, ["info"])
  if ([info?.className, ...(info?.superClasses ?? [])].includes("QComboBox")) return yield* chooseInCombo(given, wanted)
  const { action = "click", column = 0, itemPath, path } = wanted
  if (action === "edit") {
    return yield* cannot(
      "The seed generation of the probe cannot open an editor; use the action doubleClick, which does in most views."
    )
  }
  const label = itemPath?.at(-1) ?? (yield* textAt(given, path ?? [], column))
  const view = yield* onTarget(given, ({ id }) => geometry({ objectId: id }))
  const tree = yield* wholePage
  const within = (node: PageNode) =>
    node.bounds !== undefined && node.bounds.x >= view.global.x && node.bounds.y >= view.global.y &&
    node.bounds.x < view.global.x + view.global.width && node.bounds.y < view.global.y + view.global.height
  const item = nodes(tree).find((node) => node.name === label && node.objectId === undefined && within(node))
  if (item?.bounds === undefined) {
    return yield* cannot(`${JSON.stringify(label)} is not on screen: scroll the view or expand its parent first.`)
  }
  const centre = {
    x: item.bounds.x + Math.round(item.bounds.width / 2),
    y: item.bounds.y + Math.round(item.bounds.height / 2)
  }
  if (action === "doubleClick") return yield* callPoint("cu.doubleClick", centre)
  const { objects: [viewport] } = yield* onTarget(
    given,
    ({ id }) => search({ objectName: "qt_scrollarea_viewport", className: "QWidget", root: id })
  )
  if (viewport === undefined) return yield* callPoint("cu.click", centre)
  const { global } = yield* geometry({ objectId: `#${viewport.numericId}` })
  const position = { x: centre.x - global.x, y: centre.y - global.y }
  return yield* callOn("qt.ui.click", `#${viewport.numericId}`, { position }, { action: true })
})

const callPoint = (method: string, point: { readonly x: number; readonly y: number }) =>
  ask(method, Schema.Unknown)({ ...point, screenAbsolute: true }, { action: true })

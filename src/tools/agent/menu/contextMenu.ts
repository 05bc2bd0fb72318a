import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { ask, generation } from "../../probe/ask.ts"
import { find } from "../../probe/objects.ts"
import type { PageNode } from "../../probe/page.ts"
import { callOn } from "../../probe/targets.ts"
import { plainLabel, type Screen } from "../../screen/Screen.ts"
import { hasX11 } from "../steps/reach.ts"
import type { ObjectElement } from "../steps/targets.ts"
import { raise, x11Click } from "../steps/x11Pointer.ts"
import type { MenuItem } from "./MenuItem.ts"

const value = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const property = (objectId: string, name: string) =>
  value({ objectId, name }).pipe(
    Effect.map((found) => found.value),
    Effect.catchTag("ProbeFault", () => Effect.undefined)
  )

const tree = ask(
  "qt.objects.tree",
  Schema.Struct({
    children: Schema.optionalKey(Schema.Array(Schema.Struct({ id: Schema.String, className: Schema.String })))
  })
)

/** The actions below an object; the tree has them in the order of the menu, a search in none. */
const actionIds = Effect.fnUntraced(function*(id: string) {
  const { objects } = yield* find({ className: "QAction", root: id, limit: 200 })
  if ((yield* generation) === "seed") return objects.map(({ objectId }) => objectId)
  const { children = [] } = yield* tree({ root: id, maxDepth: 1 })
  const ordered = children.filter(({ className }) => className === "QAction").map((child) => child.id)
  return [...ordered, ...objects.map(({ objectId }) => objectId).filter((path) => !ordered.includes(path))]
})

const itemOf = Effect.fnUntraced(function*(id: string) {
  const label = String((yield* property(id, "text")) ?? "")
  const node: PageNode = { role: "menuitem", name: label, objectId: id }
  const item: MenuItem = {
    label: plainLabel(label.split("\t")[0] ?? ""),
    node,
    isDisabled: (yield* property(id, "enabled")) === false,
    isChecked: (yield* property(id, "checked")) === true,
    items: [],
    menu: undefined
  }
  return (yield* property(id, "visible")) === false ? [] : [item]
})

const actionsBelow = Effect.fnUntraced(function*(id: string) {
  const items = yield* Effect.forEach(yield* actionIds(id), itemOf)
  // Separators have no text.
  return items.flat().filter(({ label }) => label !== "")
})

/** The actions that belong to a widget: what its context menu shows where the application made it of actions. */
export const actionsOf = Effect.fn("Menu.actionsOf")((element: ObjectElement) => actionsBelow(element.id))

const pause = "60 millis"
const looks = 12

const shownMenus = Effect.map(
  find({ className: "QMenu", properties: { visible: true }, limit: 20 }),
  ({ objects }) => objects.map((entry) => `#${entry.numericId}`)
)

/** A menu that is shown and was not; none when it does not come. */
const awaitMenu = Effect.fnUntraced(function*(before: ReadonlyArray<string>) {
  for (let look = 0; look < looks; look += 1) {
    yield* Effect.sleep(pause)
    const menu = (yield* shownMenus).find((id) => !before.includes(id))
    if (menu !== undefined) return Option.some(menu)
  }
  return Option.none<string>()
})

/**
 * A right click of the X server opens the real menu; a simulated one does not (probe protocol notes §10). One that comes
 * while another menu is closing is lost, so it is tried twice.
 */
const open = Effect.fnUntraced(function*(screen: Screen, { bounds }: ObjectElement) {
  if (bounds === undefined || !(yield* hasX11)) return Option.none<string>()
  const before = yield* shownMenus
  yield* raise(screen)
  const middle = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 }
  yield* x11Click(screen, middle, { button: "right" })
  const first = yield* awaitMenu(before)
  if (Option.isSome(first)) return first
  yield* x11Click(screen, middle, { button: "right" })
  return yield* awaitMenu(before)
})

const close = Option.match({
  onNone: () => Effect.void,
  // It may be gone already: the application deletes such menus.
  onSome: (menu: string) =>
    Effect.ignore(callOn("qt.methods.invoke", menu, { method: "close", args: [] }, { action: true }))
})

/**
 * The entries of the context menu of an element, as long as it is open: `menu` is its popup, where X11 input could open
 * it, else the entries are the actions of the element.
 */
export const withContextMenu = <A, E, R>(
  screen: Screen,
  element: ObjectElement,
  use: (items: ReadonlyArray<MenuItem>, menu: Option.Option<string>) => Effect.Effect<A, E, R>
) =>
  Effect.acquireUseRelease(
    open(screen, element),
    (menu) =>
      Effect.flatMap(
        actionsBelow(Option.getOrElse(menu, () => element.id)),
        (items) => use(items, menu)
      ),
    close
  )

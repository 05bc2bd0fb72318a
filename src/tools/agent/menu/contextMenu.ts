import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ask } from "../../probe/ask.ts"
import { find } from "../../probe/objects.ts"
import type { PageNode } from "../../probe/page.ts"
import type { ObjectElement } from "../steps/targets.ts"
import type { MenuItem } from "./MenuItem.ts"

const value = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const property = (objectId: string, name: string) =>
  value({ objectId, name }).pipe(
    Effect.map((found) => found.value),
    Effect.catchTag("ProbeFault", () => Effect.undefined)
  )

/**
 * The actions that belong to a widget: what its context menu shows where the application made it of actions. A menu
 * that is built by code when it opens is not among them; a simulated right click does not open it (§10).
 */
export const actionsOf = Effect.fn("Menu.actionsOf")(function*(element: ObjectElement) {
  const { objects } = yield* find({ className: "QAction", root: element.id, limit: 200 })
  return yield* Effect.forEach(objects, (entry) =>
    Effect.gen(function*() {
      const id = `#${entry.numericId}`
      const label = String(yield* property(id, "text"))
      const isEnabled = (yield* property(id, "enabled")) !== false
      const node: PageNode = { role: "menuitem", name: label, objectId: id }
      const item: MenuItem = {
        label: label.replaceAll("&", ""),
        node,
        isDisabled: !isEnabled,
        isChecked: (yield* property(id, "checked")) === true,
        items: [],
        menu: undefined
      }
      return item
    }))
})

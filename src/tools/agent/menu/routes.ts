import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Refused } from "../../../services/ProbeError.ts"
import { ask } from "../../probe/ask.ts"
import { qtMajor } from "../../probe/qt.ts"
import { callOn } from "../../probe/targets.ts"
import { type Element, elements, sameLabel, type Screen } from "../../screen/Screen.ts"
import { hasX11, untilOpened } from "../steps/reach.ts"
import { chooseByKeys } from "./hovered.ts"
import type { MenuItem } from "./MenuItem.ts"
import { clickMenus } from "./x11Menus.ts"

const text = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const toolTip = (objectId: string | undefined) =>
  objectId === undefined ? Effect.succeed("") : text({ objectId, name: "toolTip" }).pipe(
    Effect.map(({ value }) => String(value)),
    Effect.catchTag("ProbeFault", () => Effect.succeed(""))
  )

/** An action by what it is called and by its object. */
interface Named {
  readonly label: string
  readonly id: string | undefined
}

/** A visible button that stands for the same action, as a tool bar has: it can be pressed without blocking. */
export const buttonOf = Effect.fnUntraced(function*(screen: Screen, { id, label }: Named) {
  const tip = yield* toolTip(id)
  const buttons = elements(screen.root).filter((element) =>
    element.className === "QToolButton" && element.id !== undefined && !element.states.has("disabled")
  )
  const tips = yield* Effect.forEach(buttons, (button) => toolTip(button.id), { concurrency: "unbounded" })
  return Option.fromUndefinedOr(
    buttons.find((button, index) =>
      (label !== "" && sameLabel(button.label, label)) || (tip !== "" && tips[index] === tip)
    )
  )
})

const press = (button: Element) =>
  Effect.as(
    callOn("qt.methods.invoke", button.id ?? "", { method: "animateClick", args: [] }, { action: true }),
    { route: `tool button ${button.label} (animateClick)`, delay: 160 }
  )

const noRoute = (item: MenuItem) =>
  new Refused({
    reason:
      `${item.label} was not triggered: it may open a dialog, and on Qt 6 a request that opens one deafens the connection until a person closes it. There is no tool button for it, and no X11 input (the application runs without an X display, or xdotool is not installed, or --x11-input is off). Run the application on X11 (also under Xvfb) with xdotool installed, let a person do it, or, if it surely opens no dialog, use qt_methods_invoke {"objectId": …, "method": "trigger"} in the native mode.`
  })

/**
 * Triggers an action by a route that cannot leave the connection deaf: its tool button; directly on Qt 5, where the
 * connection survives a dialog; else by X11 input, which is asynchronous.
 */
export const trigger = Effect.fn("Menu.trigger")(function*(
  screen: Screen,
  way: ReadonlyArray<MenuItem>,
  item: MenuItem
) {
  const button = yield* buttonOf(screen, { label: item.label, id: item.node.objectId })
  if (Option.isSome(button)) return yield* press(button.value)
  const id = item.node.objectId
  if (id !== undefined && (yield* qtMajor(screen.root.id ?? "")) === 5) {
    yield* untilOpened(screen, callOn("qt.methods.invoke", id, { method: "trigger", args: [] }, { action: true }))
    return { route: "trigger", delay: 0 }
  }
  if (yield* hasX11) return yield* clickMenus(screen, way)
  return yield* noRoute(item)
})

/** An entry of an open context menu; without one it is an action like any other. */
export const triggerInContext = Effect.fn("Menu.triggerInContext")(function*(
  screen: Screen,
  item: MenuItem,
  menu: Option.Option<string>,
  entries: number
) {
  const id = item.node.objectId ?? ""
  if (Option.isNone(menu) || (yield* qtMajor(screen.root.id ?? "")) === 5) return yield* trigger(screen, [item], item)
  // Disabled entries and separators may take a step each.
  yield* chooseByKeys(id, item.label, entries * 2 + 2)
  return { route: "X11 keys", delay: 100 }
})

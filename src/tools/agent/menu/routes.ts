import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Refused } from "../../../services/ProbeError.ts"
import { X11Input } from "../../../services/X11Input.ts"
import { ask } from "../../probe/ask.ts"
import type { PageNode } from "../../probe/page.ts"
import { platformName, qtMajor } from "../../probe/qt.ts"
import { callOn } from "../../probe/targets.ts"
import { type Element, elements, sameLabel, type Screen } from "../../screen/Screen.ts"
import type { MenuItem } from "./MenuItem.ts"
import { clickMenus } from "./x11Menus.ts"

const text = ask("qt.properties.get", Schema.Struct({ value: Schema.Unknown }))

const toolTip = (objectId: string | undefined) =>
  objectId === undefined ? Effect.succeed("") : text({ objectId, name: "toolTip" }).pipe(
    Effect.map(({ value }) => String(value)),
    Effect.catchTag("ProbeFault", () => Effect.succeed(""))
  )

/** A visible button that stands for the same action, as a tool bar has: it can be pressed without blocking. */
const buttonOf = Effect.fnUntraced(function*(screen: Screen, item: MenuItem) {
  const tip = yield* toolTip(item.node.objectId)
  const buttons = elements(screen.root).filter((element) =>
    element.className === "QToolButton" && element.id !== undefined && !element.states.has("disabled")
  )
  const tips = yield* Effect.forEach(buttons, (button) => toolTip(button.id), { concurrency: "unbounded" })
  return Option.fromUndefinedOr(
    buttons.find((button, index) => sameLabel(button.label, item.label) || (tip !== "" && tips[index] === tip))
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
  bar: PageNode,
  way: ReadonlyArray<MenuItem>,
  item: MenuItem
) {
  const button = yield* buttonOf(screen, item)
  if (Option.isSome(button)) return yield* press(button.value)
  const id = item.node.objectId
  if (id !== undefined && (yield* qtMajor(screen.root.id ?? "")) === 5) {
    return yield* callOn("qt.methods.invoke", id, { method: "trigger", args: [] }, { action: true }).pipe(
      Effect.catchTag("Timeout", () => Effect.void),
      Effect.as({ route: "trigger", delay: 0 })
    )
  }
  const x11 = yield* X11Input
  if ((yield* x11.isAvailable) && (yield* platformName) === "xcb") return yield* clickMenus(bar, way)
  return yield* noRoute(item)
})

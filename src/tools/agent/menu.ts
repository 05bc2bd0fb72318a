import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { mostChanges, screenChanges } from "../screen/diff.ts"
import { look } from "../screen/look.ts"
import { sameLabel, type Screen } from "../screen/Screen.ts"
import { ended, isEnd, settle } from "../screen/settle.ts"
import { make, text } from "../tool.ts"
import { withContextMenu } from "./menu/contextMenu.ts"
import { itemLine, type MenuItem, segments, type Way } from "./menu/MenuItem.ts"
import { withMenu } from "./menu/menus.ts"
import { trigger, triggerInContext } from "./menu/routes.ts"
import { newWindows } from "./newWindows.ts"
import { type ObjectElement, objectOf } from "./steps/targets.ts"

const names = (items: ReadonlyArray<MenuItem>): string => items.map(itemLine).join(", ") || "nothing"

const checked = Effect.fnUntraced(function*({ found, missing, there }: Way) {
  const item = found.at(-1)
  if (missing !== undefined || item === undefined) {
    return yield* new Refused({
      reason: `There is no ${JSON.stringify(missing ?? "")} in this menu; there is: ${names(there)}. Nothing was done.`
    })
  }
  if (item.menu !== undefined) {
    return yield* new Refused({
      reason: `${item.label} is a menu with ${names(item.items)}. Nothing was done: go on with one of them.`
    })
  }
  if (item.isDisabled) return yield* new Refused({ reason: `${item.label} is disabled. Nothing was done.` })
  return item
})

const report = Effect.fnUntraced(function*(before: Screen, label: string, delay: number, route: string | undefined) {
  const settled = yield* Effect.result(settle({ atLeast: delay }))
  if (Result.isFailure(settled)) {
    return isEnd(settled.failure) ? text(`triggered ${label}; ${ended}`) : yield* settled.failure
  }
  const { screen } = settled.success
  const windows = newWindows(before, screen)
  const changes = screenChanges(before, screen).slice(windows.length)
  const nothing = windows.length === 0 && changes.length === 0 ? ["no visible effect"] : []
  const first = [`triggered ${label}${route === undefined ? "" : ` [${route}]`}`, ...windows, ...nothing].join("; ")
  return text([first, ...mostChanges(changes)].join("\n"), { changes: [...windows, ...changes] })
})

const noActions =
  "no actions of its own; a context menu that is made by code opens only by X11 input, which is not to be had here"

/** Lists the context menu of an element, or triggers one of its entries. */
const onContextMenu = Effect.fnUntraced(function*(
  screen: Screen,
  element: ObjectElement,
  what: "list" | "trigger",
  wanted: ReadonlyArray<string>,
  trace: boolean
) {
  if (what === "list") {
    const lines = yield* withContextMenu(screen, element, (items) => Effect.succeed(items.map(itemLine)))
    return text(lines.join("\n") || noActions, { items: lines })
  }
  const done = yield* withContextMenu(screen, element, (items, menu) =>
    Effect.gen(function*() {
      const item = items.find((candidate) => sameLabel(candidate.label, wanted.join("/")))
      const chosen = yield* checked({
        found: item === undefined ? [] : [item],
        missing: item === undefined ? wanted.join("/") : undefined,
        there: items
      })
      return { label: chosen.label, ...(yield* triggerInContext(screen, chosen, menu, items.length)) }
    }))
  return yield* report(screen, done.label, done.delay, trace ? done.route : undefined)
})

export const menuTools = [
  make({
    name: "ui_menu",
    kind: "act",
    about: "List a menu or trigger an action; with target its context actions. Opens and closes what it needs.",
    example: { path: "Help/About", do: "trigger" },
    params: {
      path: Schema.optionalKey(Schema.String.annotate({ description: "names from the menu bar; empty lists the bar" })),
      do: Schema.Literals(["list", "trigger"]).annotate({ description: "look or do" }),
      target: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "ref or label: its context menu" })),
      trace: Schema.optionalKey(Schema.Boolean.annotate({ description: "say the route" }))
    },
    run: Effect.fn("ui_menu")(function*({ do: what, path = "", target, trace = false }) {
      const screen = yield* look()
      const wanted = segments(path)
      if (target !== undefined) {
        const element = yield* objectOf({ do: "click", target }, screen, (found) => found.id !== undefined)
        return yield* onContextMenu(screen, element, what, wanted, trace)
      }
      if (what === "list") {
        return yield* withMenu(
          wanted,
          ({ found, missing, there }) =>
            missing === undefined || found.length === wanted.length
              ? Effect.succeed(text(there.map(itemLine).join("\n") || "empty", { items: there.map(itemLine) }))
              : Effect.fail(
                new Refused({ reason: `There is no ${JSON.stringify(missing)}; there is: ${names(there)}.` })
              )
        )
      }
      const done = yield* withMenu(wanted, (way) =>
        Effect.gen(function*() {
          const item = yield* checked(way)
          return { item, ...(yield* trigger(screen, way.found, item)) }
        }))
      return yield* report(screen, done.item.label, done.delay, trace ? done.route : undefined)
    })
  })
]

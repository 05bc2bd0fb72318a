import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import { mostChanges, screenChanges } from "../screen/diff.ts"
import { look } from "../screen/look.ts"
import { sameLabel, type Screen } from "../screen/Screen.ts"
import { ended, isEnd, settle } from "../screen/settle.ts"
import { make, text } from "../tool.ts"
import { actionsOf } from "./menu/contextMenu.ts"
import { itemLine, type MenuItem, segments, type Way } from "./menu/MenuItem.ts"
import { withMenu } from "./menu/menus.ts"
import { trigger } from "./menu/routes.ts"
import { newWindows } from "./newWindows.ts"
import { objectOf } from "./steps/targets.ts"

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
        const items = (yield* actionsOf(element)).filter(({ label }) => label !== "")
        if (what === "list") {
          return text(
            items.map(itemLine).join("\n") ||
              "no actions of its own; a context menu made by code is not visible to the probe"
          )
        }
        const item = items.find((candidate) => sameLabel(candidate.label, wanted[0] ?? ""))
        const chosen = yield* checked({
          found: item === undefined ? [] : [item],
          missing: item === undefined ? path : undefined,
          there: items
        })
        const done = yield* trigger(screen, [chosen], chosen)
        return yield* report(screen, chosen.label, done.delay, trace ? done.route : undefined)
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

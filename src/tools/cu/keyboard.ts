import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { callOn } from "../probe/targets.ts"
import { canBePressed, typeText, withReturns } from "../probe/typing.ts"
import { make } from "../tool.ts"
import { act, acting, request } from "./act.ts"
import { explainFocus, focused, noFocus } from "./focus.ts"
import { capitalHint, checkKey } from "./keys.ts"
import { menuFor } from "./menuKeys.ts"
import * as CuParam from "./params.ts"

/** What typing by another path than key presses may send. */
const unicode = ["qt.ui.sendKeys", "qt.methods.invoke", "qt.properties.get", "qt.properties.set"]

const typing = acting("cu.type", ...unicode)

export const keyboardTools = [
  make({
    name: "cu_type",
    kind: "act",
    about: "Type text of any script into the focused widget.",
    params: {
      text: Schema.NonEmptyString.annotate({ description: "\\n is Return" }),
      include_screenshot: CuParam.include_screenshot
    },
    wire: { newest: typing.newest, seed: [...typing.seed, "qt.objects.info", "qt.methods.list"] },
    run: Effect.fn("cu_type")(function*({ include_screenshot, text }) {
      const typed = withReturns(text)
      const target = yield* focused
      const isSafe = canBePressed(typed)
      if (!isSafe && target === undefined) return yield* noFocus
      const send = isSafe || target === undefined
        ? request("cu.type", { text: typed, include_screenshot })
        : typeText(target, text)
      return yield* act({
        said: isSafe ? "typed" : "inserted, because key presses cannot write this text",
        send: Effect.mapError(send, explainFocus),
        target,
        screenshot: include_screenshot
      })
    })
  }),
  make({
    name: "cu_key",
    kind: "act",
    about: "Press one key combination.",
    example: { key: "ctrl+s" },
    params: {
      key: Schema.NonEmptyString.annotate({ description: "e.g. Enter, ArrowUp, F5" }),
      include_screenshot: CuParam.include_screenshot
    },
    wire: acting("cu.key", "qt.ui.sendKeys"),
    run: Effect.fn("cu_key")(function*({ include_screenshot, key }) {
      yield* checkKey(key)
      const target = yield* focused
      const menu = yield* menuFor(key)
      if (menu !== undefined) {
        const send = callOn("qt.ui.sendKeys", menu.ref, { sequence: menu.sequence }, { action: true })
        return yield* act({ said: `pressed ${key} in the open menu`, send, screenshot: include_screenshot })
      }
      return yield* act({
        said: `pressed ${key}${capitalHint(key)}`,
        send: Effect.mapError(request("cu.key", { key, include_screenshot }), explainFocus),
        target,
        screenshot: include_screenshot
      })
    })
  })
]

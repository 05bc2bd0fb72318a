import * as Effect from "effect/Effect"
import { windows } from "../probe/windows.ts"

/** Keys that steer a menu, as the key sequences of `qt.ui.sendKeys` call them. */
const names: Readonly<Record<string, string>> = {
  escape: "Esc",
  esc: "Esc",
  return: "Return",
  enter: "Return",
  up: "Up",
  arrowup: "Up",
  down: "Down",
  arrowdown: "Down",
  left: "Left",
  arrowleft: "Left",
  right: "Right",
  arrowright: "Right"
}

/**
 * The open menu a key is meant for, and the key's name there: `cu.key` misses an open menu, because the focus stays on
 * the widget below it (probe protocol notes §18).
 */
export const menuFor = Effect.fn("MenuKeys.menuFor")(function*(key: string) {
  const sequence = names[key.trim().toLowerCase()]
  if (sequence === undefined) return undefined
  const menu = (yield* windows()).find((window) => window.className === "QMenu")
  return menu === undefined ? undefined : { ref: menu.object.ref, sequence }
}, Effect.orElseSucceed(() => undefined))

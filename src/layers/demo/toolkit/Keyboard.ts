import { Action } from "./Action.ts"
import { chord, type KeyStroke, modifierText, typed } from "./Keys.ts"
import { TextWidget } from "./TextWidget.ts"
import { Widget } from "./Widget.ts"

const controlCode = 0x01000021

const captured = (widget: Widget, type: string, key: number, modifiers: string, text: string): void =>
  widget.app.captured(widget, type, { key, modifiers, text })

const shortcutOf = (window: Widget, keys: string): Action | undefined => {
  for (const object of window.descend()) {
    if (object instanceof Action && object.shortcut === keys && object.flag("enabled")) return object
  }
  return undefined
}

const focusable = (window: Widget): Array<Widget> =>
  [...window.descend()].filter((object) => object instanceof Widget)
    .filter((widget) => widget.acceptsFocus && widget.visible && widget.enabled && widget.window === window)

/** Tab and Shift+Tab. */
const moveFocus = (from: Widget, back: boolean): void => {
  const all = focusable(from.window)
  const at = all.indexOf(from)
  const next = all[(at + (back ? -1 : 1) + all.length) % all.length]
  if (next === undefined) return
  from.app.setFocus(next, back ? "backtab" : "tab")
  if (next instanceof TextWidget && next.className === "QLineEdit") next.selectAll()
}

const propagate = (widget: Widget, key: KeyStroke): void => {
  for (let at: Widget | undefined = widget; at !== undefined; at = at.isWindow ? undefined : at.parentWidget) {
    captured(at, "KeyPress", key.code, modifierText(key), key.text)
    if (at.enabled && at.keyPress(key)) return
  }
  if (key.name === "Tab" || key.name === "Backtab") moveFocus(widget, key.shift || key.name === "Backtab")
}

/** QTest::keyClick on a widget: modifiers down, shortcut or key, modifiers up. */
export const pressKey = (widget: Widget, key: KeyStroke): void => {
  const { app } = widget
  if (app.blocked(widget.window)) return
  if (key.ctrl) {
    for (let at: Widget | undefined = widget; at !== undefined; at = at.isWindow ? undefined : at.parentWidget) {
      captured(at, "KeyPress", controlCode, "Ctrl", "")
    }
  }
  const editing = widget instanceof TextWidget && key.ctrl && "ACVXZY".includes(key.name)
  const action = editing ? undefined : shortcutOf(widget.window, chord(key))
  if (action === undefined) propagate(widget, key)
  else action.trigger()
  if (widget.destroyed) return
  captured(widget, "KeyRelease", key.code, modifierText(key), key.text)
  if (key.ctrl) captured(widget, "KeyRelease", controlCode, "", "")
}

/** QTest::keyClicks: aborts the process on a character it cannot map (probe protocol notes §9). */
export const typeText = (widget: Widget, text: string): void => {
  widget.app.setFocus(widget, "other")
  for (const character of text) {
    const key = typed(character)
    if (key === undefined) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")
      widget.app.crash(`SIGABRT: QTest cannot type U+${code}`)
    }
    // Every key goes to the widget it started on, even after Tab has moved the focus: QTest does the same.
    pressKey(widget, key)
  }
}

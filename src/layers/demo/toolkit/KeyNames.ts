import { type KeyStroke, type Modifiers, noModifiers, stroke } from "./Keys.ts"

const aliases: Record<string, string> = {
  return: "Return",
  enter: "Return",
  tab: "Tab",
  escape: "Escape",
  esc: "Escape",
  backspace: "Backspace",
  delete: "Delete",
  del: "Delete",
  ins: "Insert",
  space: "Space",
  up: "Up",
  arrowup: "Up",
  down: "Down",
  arrowdown: "Down",
  left: "Left",
  arrowleft: "Left",
  right: "Right",
  arrowright: "Right",
  home: "Home",
  end: "End",
  page_up: "PageUp",
  pageup: "PageUp",
  pgup: "PageUp",
  page_down: "PageDown",
  pagedown: "PageDown",
  pgdown: "PageDown",
  insert: "Insert",
  shift: "Shift",
  control: "Control",
  ctrl: "Control",
  alt: "Alt",
  meta: "Meta",
  super: "Super_L",
  print: "Print",
  scroll_lock: "ScrollLock",
  pause: "Pause",
  caps_lock: "CapsLock",
  num_lock: "NumLock",
  menu: "Menu"
}

const withModifier = (modifiers: Modifiers, name: string): Modifiers => {
  switch (name.trim().toLowerCase()) {
    case "ctrl":
    case "control":
      return { ...modifiers, ctrl: true }
    case "shift":
      return { ...modifiers, shift: true }
    case "alt":
      return { ...modifiers, alt: true }
    case "meta":
    case "super":
      return { ...modifiers, meta: true }
    default:
      return modifiers
  }
}

/** `cu.key` names: unknown modifiers are ignored, an unknown key is refused (undefined). */
export const chromeKey = (combination: string): KeyStroke | undefined => {
  const parts = combination.split("+")
  const modifiers = parts.slice(0, -1).reduce(withModifier, noModifiers)
  const name = (parts.at(-1) ?? "").trim()
  const alias = aliases[name.toLowerCase()]
  if (alias !== undefined && !["ins", "del", "pgup", "pgdown"].includes(name.toLowerCase())) {
    return stroke(alias, modifiers)
  }
  if (/^f([1-9]|1[0-2])$/i.test(name)) return stroke(name.toUpperCase(), modifiers)
  return /^[A-Za-z0-9\-=[\];',./\\`]$/.test(name) ? stroke(name, modifiers) : undefined
}

/** QKeySequence's portable text, first chord only; undefined is where QTest aborts the app. */
export const portableKey = (sequence: string): KeyStroke | undefined => {
  const first = sequence.split(", ")[0] ?? ""
  const parts = first.endsWith("++") ? [...first.slice(0, -2).split("+"), "+"] : first.split("+")
  const known = parts.slice(0, -1).every((part) => /^(ctrl|shift|alt|meta)$/i.test(part.trim()))
  const name = (parts.at(-1) ?? "").trim()
  if (!known || /^(ctrl|shift|alt|meta)$/i.test(name)) return undefined
  const modifiers = parts.slice(0, -1).reduce(withModifier, noModifiers)
  return stroke(aliases[name.toLowerCase()] ?? (/^f\d+$/i.test(name) ? name.toUpperCase() : name), modifiers)
}

/** One key with its modifiers; `name` is Qt's portable name without "Key_", `text` what it types. */
export interface KeyStroke {
  readonly name: string
  readonly code: number
  readonly text: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
  readonly meta: boolean
}

const codes: Record<string, number> = {
  Escape: 0x01000000,
  Tab: 0x01000001,
  Backtab: 0x01000002,
  Backspace: 0x01000003,
  Return: 0x01000004,
  Enter: 0x01000005,
  Insert: 0x01000006,
  Delete: 0x01000007,
  Pause: 0x01000008,
  Print: 0x01000009,
  Home: 0x01000010,
  End: 0x01000011,
  Left: 0x01000012,
  Up: 0x01000013,
  Right: 0x01000014,
  Down: 0x01000015,
  PageUp: 0x01000016,
  PageDown: 0x01000017,
  Shift: 0x01000020,
  Control: 0x01000021,
  Meta: 0x01000022,
  Alt: 0x01000023,
  CapsLock: 0x01000024,
  NumLock: 0x01000025,
  ScrollLock: 0x01000026,
  Menu: 0x01000055,
  Super_L: 0x01000053,
  Space: 0x20
}

const texts: Record<string, string> = {
  Tab: "\t",
  Backspace: "\b",
  Return: "\r",
  Enter: "\r",
  Escape: "\u001b",
  Space: " "
}

const plain = { ctrl: false, shift: false, alt: false, meta: false }

export interface Modifiers {
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
  readonly meta: boolean
}

export const noModifiers: Modifiers = plain

const codeOf = (name: string): number | undefined => {
  const known = codes[name]
  if (known !== undefined) return known
  const f = /^F(\d{1,2})$/.exec(name)
  if (f !== null) return Number(f[1]) >= 1 && Number(f[1]) <= 35 ? 0x01000030 + Number(f[1]) - 1 : undefined
  return /^[\u0021-\u007e]$/.test(name) ? name.toUpperCase().codePointAt(0) : undefined
}

/** A stroke by Qt name ("Return", "A", "F5"), or undefined when Qt has no such key. */
export const stroke = (name: string, modifiers: Modifiers = plain): KeyStroke | undefined => {
  const code = codeOf(name)
  if (code === undefined) return undefined
  const letter = name.length === 1 ? (modifiers.shift ? name.toUpperCase() : name.toLowerCase()) : texts[name] ?? ""
  return { ...modifiers, name: name.length === 1 ? name.toUpperCase() : name, code, text: letter }
}

const specials: Record<string, string> = {
  "\t": "Tab",
  "\r": "Return",
  "\b": "Backspace",
  "\u001b": "Escape",
  " ": "Space"
}

/** What QTest makes of a character; undefined where it asserts and aborts the app (probe protocol notes §9). */
export const typed = (character: string): KeyStroke | undefined => {
  const special = specials[character]
  if (special !== undefined) return stroke(special)
  if (!/^[\u0020-\u007e]$/.test(character)) return undefined
  const made = stroke(character)
  return made === undefined ? undefined : { ...made, text: character }
}

export const modifierText = (key: Modifiers): string =>
  [key.ctrl ? "Ctrl" : "", key.shift ? "Shift" : "", key.alt ? "Alt" : "", key.meta ? "Meta" : ""]
    .filter((part) => part !== "").join("+")

/** The portable text of a shortcut: "Ctrl+Shift+S". */
export const chord = (key: KeyStroke): string => [modifierText(key), key.name].filter((part) => part !== "").join("+")

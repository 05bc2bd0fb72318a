import { windowName } from "../probe/windows.ts"
import { without } from "../text/changes.ts"
import { elementLine, shortValue } from "./line.ts"
import { outlineLines } from "./outline.ts"
import { type Element, type Screen, wholes } from "./Screen.ts"

/** The windows that are shown, as every text calls them; the one in front comes first. */
export const windowNames = (screen: Screen): ReadonlyArray<string> => [
  windowName({ windowTitle: screen.title, className: screen.className }),
  ...screen.others
]

const byRef = (screen: Screen): ReadonlyMap<string, Element> =>
  new Map(wholes(screen.root).flatMap((element) => element.ref === undefined ? [] : [[element.ref, element] as const]))

/** `slider Volume = 50 → 70 e22` */
const alteration = (was: Element, is: Element): string => {
  const [before, after] = [elementLine(was), elementLine(is)]
  if (is.role === "text") {
    return was.label === "" ? `+ ${after}` : is.label === "" ? `- ${before}` : `${before} → ${after}`
  }
  return was.value !== undefined && is.value !== undefined && was.label === is.label
    ? [is.role, is.label, "=", shortValue(was.value, 100), "→", shortValue(is.value, 100), is.ref ?? ""]
      .filter((part) => part !== "").join(" ")
    : `${before} → ${after}`
}

const contentLines = (screen: Screen): ReadonlyArray<string> =>
  screen.root.children.flatMap((child) => outlineLines(child, { rows: 200, apart: true })).map((line) => line.trim())

/** What is gone was known: a page that was switched is told by what is there now. */
const mostGone = 3

const classOf = (name: string): string => name.slice(name.lastIndexOf("("))

/** Windows that appeared and went. */
export const windowChanges = (before: Screen, after: Screen): ReadonlyArray<string> => {
  const opened = without(windowNames(after), windowNames(before))
  const closed = without(windowNames(before), windowNames(after))
  // One gone and one come of the same class is the same window with another title.
  const renamed = closed.flatMap((old) => {
    const same = opened.filter((name) => classOf(name) === classOf(old))
    return same.length === 1 && same[0] !== undefined ? [{ old, name: same[0] }] : []
  })
  return [
    ...opened.filter((name) => !renamed.some((pair) => pair.name === name)).map((name) => `opened ${name}`),
    ...closed.filter((name) => !renamed.some((pair) => pair.old === name)).map((name) => `closed ${name}`),
    ...renamed.map(({ name, old }) => `window ${old} is now ${name}`)
  ]
}

/**
 * What is different, a line each: values of the same object as `before → after`, other lines as `+` and `-`. When another
 * window is in front only that is said: its content is another screen. The objects in `known` are left out.
 */
export const screenChanges = (
  before: Screen,
  after: Screen,
  known: ReadonlySet<string> = new Set()
): ReadonlyArray<string> => {
  const windows = windowChanges(before, after)
  if (before.root.ref !== after.root.ref) return windows
  const [was, is] = [byRef(before), byRef(after)]
  const altered = [...is].flatMap(([ref, element]) => {
    const old = was.get(ref)
    // The window itself is told as a window.
    if (old === undefined || ref === after.root.ref) return []
    return elementLine(old) === elementLine(element) ? [] : [{ ref, old, element }]
  })
  const told = altered.flatMap(({ element, old }) => [elementLine(old), elementLine(element)])
    .filter((line) => line !== "")
  const isTold = (line: string) => told.some((other) => line.startsWith(other))
  const [old, now] = [contentLines(before), contentLines(after)]
  const gone = without(old, now).filter((line) => !isTold(line)).map((line) => `- ${line}`)
  return [
    ...windows,
    ...altered.filter(({ ref }) => !known.has(ref)).map((change) => alteration(change.old, change.element)),
    ...without(now, old).filter((line) => !isTold(line)).map((line) => `+ ${line}`),
    ...gone.slice(0, gone.length === mostGone + 1 ? gone.length : mostGone),
    ...(gone.length > mostGone + 1 ? [`- ${gone.length - mostGone} more lines are gone`] : []),
    ...(before.focus?.ref === after.focus?.ref || after.focus === undefined
      ? []
      : [`focus ${elementLine(after.focus)}`])
  ]
}

const most = 15

/** At most 15 lines, the last of which tells how many more there are. */
export const mostChanges = (changes: ReadonlyArray<string>): ReadonlyArray<string> =>
  changes.length <= most
    ? changes
    : [...changes.slice(0, most - 1), `… ${changes.length - most + 1} more changes (ui_snapshot)`]

import { elementLine, outlineLines } from "./outline.ts"
import { elements, type Screen } from "./Screen.ts"

const windowsOf = (
  screen: Screen
): ReadonlyArray<string> => [`"${screen.title}" (${screen.className})`, ...screen.others]

const missingFrom = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): ReadonlyArray<string> => {
  const left = [...b]
  return a.filter((item) => {
    const index = left.indexOf(item)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

const byRef = (screen: Screen): ReadonlyMap<string, string> =>
  new Map(
    elements(screen.root).flatMap((element) =>
      element.ref === undefined ? [] : [[element.ref, elementLine(element)] as const]
    )
  )

const contentLines = (screen: Screen): ReadonlyArray<string> =>
  screen.root.children.flatMap((child) => outlineLines(child, { rows: 200 })).map((line) => line.trim())

/** Windows that appeared and went. */
export const windowChanges = (before: Screen, after: Screen): ReadonlyArray<string> => [
  ...missingFrom(windowsOf(after), windowsOf(before)).map((name) => `opened ${name}`),
  ...missingFrom(windowsOf(before), windowsOf(after)).map((name) => `closed ${name}`)
]

/**
 * What is different, a line each: values of the same object as `before → after`, other lines as `+` and `-`. When another
 * window is in front only that is said: its content is another screen.
 */
export const screenChanges = (before: Screen, after: Screen): ReadonlyArray<string> => {
  const windows = windowChanges(before, after)
  if (before.root.ref !== after.root.ref || before.title !== after.title) return windows
  const [was, is] = [byRef(before), byRef(after)]
  const altered = [...is].filter(([ref, line]) => was.has(ref) && was.get(ref) !== line)
  const changedLines = new Set(altered.flatMap(([ref, line]) => [line, was.get(ref) ?? ""]))
  const isChanged = (line: string) => [...changedLines].some((changed) => changed !== "" && line.startsWith(changed))
  const [old, now] = [contentLines(before), contentLines(after)]
  return [
    ...windows,
    ...altered.map(([ref, line]) => `${was.get(ref) ?? ""} → ${line}`),
    ...missingFrom(now, old).filter((line) => !isChanged(line)).map((line) => `+ ${line}`),
    ...missingFrom(old, now).filter((line) => !isChanged(line)).map((line) => `- ${line}`),
    ...(before.focus?.ref === after.focus?.ref || after.focus === undefined
      ? []
      : [`focus ${elementLine(after.focus)}`])
  ]
}

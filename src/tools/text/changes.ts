import type { Observation } from "../probe/observe.ts"
import { windowName } from "../probe/windows.ts"

const most = 3
const cut = (line: string): string => line.length <= 80 ? line : `${line.slice(0, 79)}…`

/** The elements of `a` that `b` lacks; an element that occurs twice must be found twice. */
export const without = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): ReadonlyArray<string> => {
  const left = [...b]
  return a.filter((item) => {
    const index = left.indexOf(item)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

const some = (sign: string, lines: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...lines.slice(0, most).map((line) => `${sign}${JSON.stringify(cut(line))}`),
  ...(lines.length > most ? [`${sign}${lines.length - most} more`] : [])
]

/** What is different, one phrase each; none where the two observations are alike. */
export const changes = (before: Observation, after: Observation): ReadonlyArray<string> => {
  const names = (observation: Observation) => observation.windows.map(windowName)
  const state = [...new Set([...Object.keys(before.state), ...Object.keys(after.state)])]
    .filter((name) => before.state[name] !== after.state[name] && after.state[name] !== undefined)
    .map((name) => `${name}: ${cut(before.state[name] ?? "unset")} → ${cut(after.state[name] ?? "unset")}`)
  const opened = without(names(after), names(before)).map((name) => `opened ${name}`)
  const closed = without(names(before), names(after)).map((name) => `closed ${name}`)
  const samePage = opened.length === 0 && closed.length === 0
  return [
    ...state,
    ...opened,
    ...closed,
    ...(before.focus === after.focus || after.focus === ""
      ? []
      : [`focus ${before.focus || "nowhere"} → ${after.focus}`]),
    ...(samePage
      ? [...some("+", without(after.text, before.text)), ...some("-", without(before.text, after.text))]
      : [])
  ]
}

/** The one line an action answers with. */
export const changeLine = (found: ReadonlyArray<string>): string =>
  found.length === 0
    ? "no visible effect (text, windows, focus and the object's state are as before)"
    : found.join("; ")

/** Names that are given out while a session runs: refs, numbers of objects, subscriptions. */
const name = /\b(?:e|ref_|sub_)\d+\b|#\d+\b/g

const whole = /^(?:(?:e|ref_|sub_)\d+|#\d+)$/

/** A text with every name replaced by its kind, and the names in their order. */
const apart = (text: string) => {
  const names: Array<string> = []
  const frame = text.replaceAll(name, (found) => {
    names.push(found)
    return found.replace(/\d+/, "·")
  })
  return { frame, names }
}

/** Parameters that hold what a person would type, which is no name even where it looks like one. */
const typed: ReadonlySet<string> = new Set(["text", "value"])

/**
 * The names of a recorded session and those of its replay. They need not be the same: a subscription that is left over
 * from before shifts the numbers. But each has to stand for one and the same throughout.
 */
export const makeNames = () => {
  const now = new Map<string, string>()
  const taken = new Map<string, string>()

  const agree = (before: string, after: string): boolean => {
    const known = now.get(before)
    if (known !== undefined) return known === after
    if (taken.has(after)) return false
    now.set(before, after)
    taken.set(after, before)
    return true
  }

  const isSame = (expected: string, got: string): boolean => {
    const [a, b] = [apart(expected), apart(got)]
    return a.frame === b.frame && a.names.every((before, index) => agree(before, b.names[index] ?? ""))
  }

  /** The same in whatever order the lines are; of lines that differ in their names only, the names stay open. */
  const isSameInAnyOrder = (expected: string, got: string): boolean => {
    const sorted = (text: string) =>
      text.split("\n").map(apart).toSorted((x, y) => x.frame < y.frame ? -1 : x.frame > y.frame ? 1 : 0)
    const [a, b] = [sorted(expected), sorted(got)]
    if (a.length !== b.length || a.some(({ frame }, index) => frame !== b[index]?.frame)) return false
    return a.every(({ frame, names }, index) =>
      frame === a[index - 1]?.frame || frame === a[index + 1]?.frame
      || names.every((before, place) => agree(before, b[index]?.names[place] ?? ""))
    )
  }

  /** Recorded arguments with the names of now. */
  const translate = (value: unknown, key = ""): unknown => {
    if (typeof value === "string") return whole.test(value) && !typed.has(key) ? now.get(value) ?? value : value
    if (Array.isArray(value)) return value.map((one) => translate(one, key))
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, translate(one, inner)]))
  }

  return { isSame, isSameInAnyOrder, translate }
}

/** How many letters have to be changed, added or left out to make one word of the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (const [place, wanted] of [...other].entries()) {
      const change = (row[place] ?? 0) + (letter === wanted ? 0 : 1)
      next.push(Math.min(change, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** ` (did you mean --port?)` for a word that is nearly one of these; empty where none is near. */
export const didYouMean = (word: string, known: ReadonlyArray<string>): string => {
  const [best] = known.map((name) => ({ name, far: distance(word, name) })).toSorted((a, b) => a.far - b.far)
  return best !== undefined && best.far <= Math.min(2, word.length / 3) ? ` (did you mean ${best.name}?)` : ""
}

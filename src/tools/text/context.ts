/** The hits (indexes, rising) with `context` lines around each, as grep prints them: a gap is a line `--` of its own. */
export const around = (
  lines: ReadonlyArray<string>,
  hits: ReadonlyArray<number>,
  context: number
): ReadonlyArray<string> => {
  const shown: Array<string> = []
  let last = -1
  for (const hit of hits) {
    const from = Math.max(last + 1, hit - context)
    if (context > 0 && last >= 0 && from > last + 1) shown.push("--")
    shown.push(...lines.slice(from, hit + context + 1))
    last = Math.max(last, Math.min(lines.length - 1, hit + context))
  }
  return shown
}

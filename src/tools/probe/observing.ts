/** The wire methods that seeing what an action changed takes (`action.ts`), per generation. */
export const observing = {
  newest: ["chr.tabsContext", "chr.getPageText", "qt.objects.search", "qt.objects.inspect"],
  seed: ["chr.tabsContext", "chr.getPageText", "qt.objects.query", "qt.properties.list"]
} as const

/** The wire methods of an action: its own, and those of looking at the application before and after. */
export const acting = (...own: ReadonlyArray<string>) => ({
  newest: [...own, ...observing.newest],
  seed: [...own, ...observing.seed]
})

/** The same, where the seed generation needs more methods for it. */
export const actingWith = (seed: ReadonlyArray<string>, ...own: ReadonlyArray<string>) => {
  const wire = acting(...own)
  return { ...wire, seed: [...wire.seed, ...seed] }
}

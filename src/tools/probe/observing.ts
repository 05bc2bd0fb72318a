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

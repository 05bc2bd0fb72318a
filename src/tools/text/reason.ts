/** What was thrown, in words. */
export const reasonOf = (cause: unknown): string => cause instanceof Error ? cause.message : String(cause)

/** Levels of what a tool is given; a batch of batches needs ten. */
export const deepest = 64

const exceeds = (value: unknown, left: number): boolean =>
  typeof value === "object" && value !== null &&
  (left === 0 || Object.values(value).some((one) => exceeds(one, left - 1)))

/** Is it nested so deep that what walks it later (decoders, the log) might run out of stack? */
export const isTooDeep = (value: unknown): boolean => exceeds(value, deepest)

import * as os from "node:os"

/** The number of a signal on this system; 0 where it is none of its. */
export const signalNumber = (name: string | undefined): number =>
  Object.entries(os.constants.signals).find(([each]) => each === name)?.[1] ?? 0

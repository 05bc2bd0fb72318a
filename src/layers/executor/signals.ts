import * as os from "node:os"

const numbers = Object.entries(os.constants.signals)

/** The number of a signal on this system; 0 where it is none of its. */
export const signalNumber = (name: string | undefined): number => numbers.find(([each]) => each === name)?.[1] ?? 0

/** The name of one; undefined where it is none of this system's. */
export const signalName = (number: number): string | undefined => numbers.find(([, each]) => each === number)?.[0]

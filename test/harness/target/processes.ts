import type * as Effect from "effect/Effect"
import * as fs from "node:fs"
import { untilTrue } from "../mcp/until.ts"

const read = (file: string): string => {
  try {
    return fs.readFileSync(file, "utf8")
  } catch {
    return ""
  }
}

/** The letter of a process' state, such as T where it is stopped; empty where there is none. */
export const stateOf = (pid: number): string => /\) (\w) /.exec(read(`/proc/${pid}/stat`))?.[1] ?? ""

/** The number of a process' group; NaN where there is no such process. */
export const groupOf = (pid: number): number => Number(/\) \w \d+ (\d+) /.exec(read(`/proc/${pid}/stat`))?.[1])

/** Whether a process runs; one that is dead and waits for its parent to look does not. */
export const runs = (pid: number): boolean => /[^ZX]/.test(stateOf(pid))

/** Every process whose command line or environment names this text: all that was started from a folder of the test. */
export const naming = (text: string): ReadonlyArray<number> =>
  fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) =>
    pid !== process.pid && runs(pid) && read(`/proc/${pid}/environ`).includes(text)
  )

/** The environment of a process. */
export const environmentOf = (pid: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    read(`/proc/${pid}/environ`).split("\0").map((
      pair
    ) => [pair.split("=", 1)[0] ?? "", pair.slice(pair.indexOf("=") + 1)])
  )

/** Waits until nothing runs any more that was started from a folder of the test. */
export const allGone = (text: string): Effect.Effect<void> =>
  untilTrue("the end of all processes", () => naming(text).length === 0, () => naming(text).join(" "))

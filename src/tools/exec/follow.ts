import type { Run } from "../../services/Runs.ts"

/** What is new since the last time, as one message; empty where nothing is. */
export type News = () => string

const lines = 3
const longest = 240

const short = (line: string): string => line.length > longest ? `${line.slice(0, longest)} …` : line

/** The newest lines of a command's output, of both streams. */
export const newestLines = ({ output }: Run): News => {
  let seen = 0
  return () => {
    const size = output.size()
    const fresh = output.text(Math.max(seen, size - lines * longest * 4), size)
    seen = size
    return fresh.split("\n").map((line) => line.trimEnd()).filter((line) => line !== "").slice(-lines).map(short).join(
      "\n"
    )
  }
}

/** The same of a program whose stdout is a line of JSON for every event. */
export const newestEvents = ({ output }: Run, describe: (line: string) => string): News => {
  let seen = 0
  let rest = ""
  return () => {
    const size = output.size("stdout")
    const whole = `${rest}${output.text(seen, size, "stdout")}`.split("\n")
    seen = size
    rest = whole.pop() ?? ""
    return whole.filter((line) => line !== "").map(describe).filter((text) => text !== "").slice(-lines).join("\n")
  }
}

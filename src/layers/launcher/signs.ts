/** What a line of output tells of the probe; both generations print these (probe protocol notes §1, §12, §13). */
export type Sign =
  | { readonly _tag: "listening"; readonly port: number }
  | { readonly _tag: "refused" }
  | { readonly _tag: "loaded" }
  | { readonly _tag: "child"; readonly pid: number }

const listening = /\b(?:QtMCP|qtPilot) listening on wss?:\/\/\S*:(\d{1,5})\b/i
const refused = /\[(?:QtMCP|qtPilot)\] (?:ERROR: )?Failed to start WebSocket server/i
const loaded = /\[(?:QtMCP|qtPilot)\] Library loaded/i
/** The launcher program waits for its child, and says whom it started. */
const child = /\[injector\] Started child process with PID (\d+)/

export const signOf = (line: string): Sign | undefined => {
  const port = listening.exec(line)?.[1]
  if (port !== undefined) return { _tag: "listening", port: Number(port) }
  if (refused.test(line)) return { _tag: "refused" }
  if (loaded.test(line)) return { _tag: "loaded" }
  const pid = child.exec(line)?.[1]
  return pid === undefined ? undefined : { _tag: "child", pid: Number(pid) }
}

const displays = /could not connect to display|no Qt platform plugin could be initialized/i

/** What the last lines suggest doing; empty where nothing. */
export const adviceFrom = (tail: ReadonlyArray<string>): string =>
  tail.some((line) => displays.test(line)) ? "; it found no display: --platform offscreen needs none" : ""

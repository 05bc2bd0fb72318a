import { type Finding, ok, wrong } from "./finding.ts"

/** What this program needs; its start refuses less. */
export const oldestNode = [22, 19] as const

export const isNewEnough = (version: string): boolean => {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number)
  const [wantedMajor, wantedMinor] = oldestNode
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

export const checkNode = (version: string, path: string): Finding =>
  isNewEnough(version)
    ? ok("node", `${version} (${path})`)
    : wrong("node", `${version} (${path})`, `install Node ${oldestNode.join(".")} or newer and start qtmcp with it`)

import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"

/**
 * Waits for a group to be named, and then for a word of dismissal. When the pipe ends without one the bridge is gone,
 * however it went, and so goes the group: asked first, killed after two seconds. Of the ways to name a group to `kill`
 * this is the one that all shells know.
 */
const script = `
read -r group || exit 0
read -r word && exit 0
kill -s TERM -- "-$group" || exit 0
n=0
while [ $n -lt 20 ] && kill -s 0 -- "-$group"; do sleep 0.1; n=$((n+1)); done
kill -s KILL -- "-$group"
`

/** Outlives the bridge, which nothing can make a promise for, and ends what it launched. */
export interface Watchdog {
  /** Which process group is to end with the bridge. */
  readonly watch: (group: number) => void
}

const start = Effect.sync(() => {
  const child = spawn("/bin/sh", ["-c", script], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    env: { PATH: "/usr/bin:/bin" }
  })
  child.on("error", () => undefined)
  child.stdin.on("error", () => undefined)
  child.unref()
  return child.stdin
})

const watching = Effect.map(
  Effect.acquireRelease(start, (stdin) => Effect.sync(() => void stdin.end("done\n"))),
  (stdin): Watchdog => ({ watch: (group) => void stdin.write(`${group}\n`) })
)

/** Where there is no such shell, a bridge that is killed leaves its application behind. */
const none = Effect.succeed<Watchdog>({ watch: () => undefined })

/** A shell in a session of its own, so that no signal to the bridge's group reaches it. Dismissed with the scope. */
export const startWatchdog = process.platform === "win32" ? none : watching

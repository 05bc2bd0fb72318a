import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"

/**
 * Is told which groups there are. When the pipe ends without a word of dismissal the bridge is gone, however it went, and
 * so go the groups: asked first, woken where they are stopped, killed after two seconds. Of the ways to name a group to
 * `kill` this is the one that all shells know.
 */
const script = `
groups=
while read -r word group; do
  case $word in
    watch) groups="$groups $group" ;;
    forget)
      others=
      for each in $groups; do [ "$each" = "$group" ] || others="$others $each"; done
      groups=$others ;;
    *) exit 0 ;;
  esac
done
all() {
  echo "$groups"
  for file in /proc/[0-9]*/stat; do
    stat=
    while read -r line; do stat="$stat $line"; done < "$file"
    set -- \${stat##*) }
    case "$groups " in *" $4 "*) echo "$3" ;; esac
  done
}
for each in $(all); do kill -s TERM -- "-$each"; kill -s CONT -- "-$each"; done
n=0
while [ $n -lt 20 ]; do
  left=
  for each in $(all); do kill -s 0 -- "-$each" && left=1; done
  [ -n "$left" ] || exit 0
  sleep 0.1
  n=$((n+1))
done
for each in $(all); do kill -s KILL -- "-$each"; done
`

/** Outlives the bridge, which nothing can make a promise for, and ends what it started. */
export interface Watchdog {
  /** A process group that is to end with the bridge. */
  readonly watch: (group: number) => void
  /** A group that is gone: its number may become another's. */
  readonly forget: (group: number) => void
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
  (stdin): Watchdog => ({
    watch: (group) => void stdin.write(`watch ${group}\n`),
    forget: (group) => void stdin.write(`forget ${group}\n`)
  })
)

/** Where there is no such shell, a bridge that is killed leaves behind what it started. */
const none = Effect.succeed<Watchdog>({ watch: () => undefined, forget: () => undefined })

/** A shell in a session of its own, so that no signal to the bridge's group reaches it. Dismissed with the scope. */
export const startWatchdog = process.platform === "win32" ? none : watching

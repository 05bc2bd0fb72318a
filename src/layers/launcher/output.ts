import * as Effect from "effect/Effect"
import * as PubSub from "effect/PubSub"
import * as Stream from "effect/Stream"
import * as fs from "node:fs"
import type { Readable } from "node:stream"
import { StringDecoder } from "node:string_decoder"

/** Lines that are kept, and characters of each. */
const capacity = 1000
const longest = 2000

/** The output of what is launched: everything is read, the last lines are kept, a file may get all of it. */
export interface Output {
  /** Begins another run: `last` tells nothing of those before. */
  readonly begin: (title: string) => void
  /** Reads a pipe to its end, whoever holds it. */
  readonly drain: (pipe: Readable, onLine: (line: string) => void) => void
  /** The last lines of this run. */
  readonly last: (count: number) => ReadonlyArray<string>
  /** The last lines of all runs. */
  readonly all: (count: number) => ReadonlyArray<string>
  readonly changes: Stream.Stream<unknown>
}

/** A file that cannot be written to any more costs its own lines and nothing else. */
const appendTo = (file: number | undefined, bytes: string | Uint8Array): void => {
  if (file === undefined) return
  try {
    if (typeof bytes === "string") fs.writeSync(file, bytes)
    else fs.writeSync(file, bytes)
  } catch {}
}

const cut = (line: string): string =>
  line.length <= longest ? line : `${line.slice(0, longest)}… (${line.length} characters)`

const open = (path: string) =>
  Effect.acquireRelease(
    Effect.try(() => fs.openSync(path, "a")),
    (file) => Effect.sync(() => fs.closeSync(file))
  ).pipe(
    Effect.catch(({ cause }) => Effect.as(Effect.logError(`--app-log ${path}: ${String(cause)}`), undefined))
  )

/** `path` is a file that is appended to; it stays open as long as the scope. */
export const makeOutput = Effect.fn("Launcher.makeOutput")(function*(path: string | undefined) {
  const pubsub = yield* Effect.acquireRelease(PubSub.sliding<number>(1), PubSub.shutdown)
  const handle = path === undefined ? undefined : yield* open(path)
  const lines: Array<string> = []
  let count = 0
  let begun = 0
  const push = (line: string): void => {
    lines.push(cut(line))
    count += 1
    // Not one by one: the application may print a hundred thousand lines a second.
    if (lines.length > 2 * capacity) lines.splice(0, lines.length - capacity)
    PubSub.publishUnsafe(pubsub, count)
  }
  const newest = (wanted: number) => wanted <= 0 ? [] : lines.slice(-Math.min(wanted, capacity))
  const output: Output = {
    begin: (title) => {
      const line = `--- ${title}`
      push(line)
      appendTo(handle, `${line}\n`)
      begun = count
    },
    drain: (pipe, onLine) => {
      const decoder = new StringDecoder("utf8")
      let rest = ""
      const take = (line: string): void => {
        const text = line.endsWith("\r") ? line.slice(0, -1) : line
        push(text)
        onLine(text)
      }
      pipe.on("data", (chunk: Buffer) => {
        appendTo(handle, chunk)
        const parts = `${rest}${decoder.write(chunk)}`.split("\n")
        rest = parts.pop() ?? ""
        for (const part of parts) take(part)
        // A line that never ends is kept in pieces.
        if (rest.length > 64 * 1024) {
          take(rest)
          rest = ""
        }
      })
      pipe.on("end", () => {
        if (rest !== "") take(rest)
      })
      pipe.on("error", () => undefined)
    },
    last: (wanted) => newest(Math.min(wanted, count - begun)),
    all: newest,
    changes: Stream.fromPubSub(pubsub)
  }
  return output
})

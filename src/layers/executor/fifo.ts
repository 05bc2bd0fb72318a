import * as Effect from "effect/Effect"
import { execFile } from "node:child_process"
import * as fs from "node:fs"
import { Socket } from "node:net"
import * as os from "node:os"
import * as path from "node:path"

/** A pipe of the system: the descriptor a command writes to, and where that is read. */
export interface Fifo {
  readonly writer: number
  readonly reader: Socket
}

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = fs.constants

/** The reader first, who does not wait for a writer as a writer would for him. */
const descriptorsOf = (file: string, opened: Array<number>) => {
  const reader = fs.openSync(file, O_RDONLY | O_NONBLOCK)
  opened.push(reader)
  const writer = fs.openSync(file, O_WRONLY)
  opened.push(writer)
  return { reader, writer }
}

const open = (stdout: string, stderr: string): readonly [stdout: Fifo, stderr: Fifo] | undefined => {
  const opened: Array<number> = []
  try {
    const [first, second] = [descriptorsOf(stdout, opened), descriptorsOf(stderr, opened)]
    const fifoOf = ({ reader, writer }: typeof first): Fifo => ({
      writer,
      reader: new Socket({ fd: reader, readable: true, writable: false })
    })
    return [fifoOf(first), fifoOf(second)]
  } catch {
    opened.forEach((each) => fs.closeSync(each))
    return undefined
  }
}

const folder = Effect.acquireRelease(
  Effect.try(() => fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-"))),
  (made) => Effect.sync(() => fs.rmSync(made, { recursive: true, force: true }))
)

const make = (files: ReadonlyArray<string>) =>
  Effect.callback<boolean>((resume) => {
    execFile("mkfifo", ["-m", "600", ...files], (error) => resume(Effect.succeed(error === null)))
  })

/**
 * Pipes for the output of a command; undefined where the system makes none. What Node calls a pipe is a socket, and no
 * process can open a socket again: with one, `echo no > /dev/stderr` fails.
 */
export const openFifos: Effect.Effect<readonly [stdout: Fifo, stderr: Fifo] | undefined> = Effect.gen(function*() {
  if (process.platform === "win32") return undefined
  const own = yield* folder
  const [stdout, stderr] = [path.join(own, "stdout"), path.join(own, "stderr")]
  return (yield* make([stdout, stderr])) ? open(stdout, stderr) : undefined
}).pipe(Effect.scoped, Effect.orElseSucceed(() => undefined))

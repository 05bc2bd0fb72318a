import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { inject } from "vitest"
import { until } from "./until.ts"

/** A port nothing listens on: for tests that need no application. */
export const deadPort = "9"

/** The environment of a bridge under test: nothing of the one the tests run in that could be a setting. */
export const environment = (added: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "",
  ...added
})

/** The built bin; throws where the sources as they are could not be built. */
export const bin = (): string => {
  const fault = inject("buildFault")
  if (fault !== "") throw new Error(`the bundle cannot be built: ${fault}`)
  return inject("bin")
}

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
}

/** The built bin as a process of its own, seen by its pipes alone. */
export interface BridgeProcess {
  readonly pid: number
  readonly write: (bytes: string | Uint8Array) => void
  readonly closeInput: () => void
  readonly closeOutput: () => void
  readonly closeErrors: () => void
  readonly signal: (name: NodeJS.Signals) => void
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Effect.Effect<Ended>
}

/** Is there a process of this id? */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Starts the bin; what is left of it at the end of the scope is killed. */
export const start = Effect.fn("BridgeProcess.start")(function*(
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>> = {}
) {
  const child = yield* Effect.acquireRelease(
    Effect.sync(() => spawn(process.execPath, [bin(), ...args], { env: environment(env), stdio: "pipe" })),
    (started) => Effect.sync(() => void started.kill("SIGKILL"))
  )
  const out: Array<Buffer> = []
  const err: Array<Buffer> = []
  let ended: Ended | undefined
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk))
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk))
  child.stdin.on("error", () => undefined)
  child.on("close", (code, signal) => {
    ended = { code, signal }
  })
  const stderr = () => Buffer.concat(err).toString("utf8")
  const bridge: BridgeProcess = {
    pid: child.pid ?? 0,
    write: (bytes) => void child.stdin.write(bytes),
    closeInput: () => void child.stdin.end(),
    closeOutput: () => void child.stdout.destroy(),
    closeErrors: () => void child.stderr.destroy(),
    signal: (name) => void child.kill(name),
    stdout: () => Buffer.concat(out).toString("utf8"),
    stderr,
    ended: until("the end of the process", () => ended, stderr)
  }
  return bridge
})

/** Runs the bin with no input to its end. */
export const run = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) =>
  Effect.scoped(Effect.gen(function*() {
    const bridge = yield* start(args, env)
    bridge.closeInput()
    const { code } = yield* bridge.ended
    return { code, stdout: bridge.stdout(), stderr: bridge.stderr() }
  }))

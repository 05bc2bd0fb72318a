import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"

const decodeAnswer = Schema.decodeSync(Schema.fromJsonString(Schema.Struct({
  id: Schema.optionalKey(Schema.Int),
  result: Schema.optionalKey(Schema.Struct({ isError: Schema.optionalKey(Schema.Boolean) }))
})))

/** A server as a process, asked in lines. */
export interface Server {
  /** Sends a request; completes with its answer, and fails the bench where that is an error. */
  readonly request: (method: string, params?: object) => Effect.Effect<void>
  /** Sends a request of which the answer is not waited for. */
  readonly post: (method: string, params?: object) => void
}

/** Starts a server that was bundled into `file`; it is ended with the scope, and has ended then. */
export const start = Effect.fn("Server.start")(function*(file: string, args: ReadonlyArray<string> = []) {
  const waiting = new Map<number, (answer: Effect.Effect<void>) => void>()
  let last = 0
  const child = yield* Effect.acquireRelease(
    Effect.sync(() => spawn(process.execPath, [file, ...args], { stdio: ["pipe", "pipe", "ignore"] })),
    (started) =>
      Effect.callback<void>((resume) => {
        started.once("exit", () => resume(Effect.void))
        started.stdin.end()
        // A server of the SDK alone waits for nothing more; one that hangs would hang the bench.
        const timer = setTimeout(() => started.kill("SIGKILL"), 3000)
        return Effect.sync(() => clearTimeout(timer))
      })
  )
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { id, result } = decodeAnswer(line)
    const isGood = result !== undefined && result.isError !== true
    if (id !== undefined) waiting.get(id)?.(isGood ? Effect.void : Effect.die(new Error(line.slice(0, 500))))
  })
  const post = (method: string, params: object = {}): number => {
    last += 1
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: last, method, params })}\n`)
    return last
  }
  const server: Server = {
    request: (method, params) => Effect.callback((resume) => void waiting.set(post(method, params), resume)),
    post
  }
  return server
})

/** The handshake, without waiting for its answer. */
export const shakeHands = (server: Server): void =>
  server.post("initialize", {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "bench", version: "1" }
  })

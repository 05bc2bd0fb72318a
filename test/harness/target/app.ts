/**
 * An application for the launcher to start: it speaks the wire, and misbehaves as its arguments say.
 *
 * - `--silent` prints nothing and listens to nothing
 * - `--slow MS` listens after that time
 * - `--seed` is of that generation
 * - `--exit CODE` ends before it listens
 * - `--die SIGNAL` is ended by a signal before it listens
 * - `--flood MB` prints so many megabytes before it listens
 * - `--fork` starts a child that sleeps
 * - `--ignore-term` does not end when it is asked to, and neither does the child
 *
 * `SIGUSR1` ends it with code 3; `SIGTERM` makes it say how many clients it has, and ends it.
 */
import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { parseArgs } from "node:util"
import { start } from "../../../src/layers/demo/Demo.ts"

const { values } = parseArgs({
  options: {
    silent: { type: "boolean", default: false },
    slow: { type: "string", default: "0" },
    seed: { type: "boolean", default: false },
    exit: { type: "string" },
    die: { type: "string" },
    flood: { type: "string", default: "0" },
    fork: { type: "boolean", default: false },
    "ignore-term": { type: "boolean", default: false }
  }
})

const say = (line: string) => void process.stderr.write(`${line}\n`)

const product = values.seed ? "QtMCP" : "qtPilot"

let clients: Effect.Effect<number> = Effect.succeed(0)
process.on("SIGTERM", () => {
  say(`asked to end with ${Effect.runSync(clients)} clients`)
  if (!values["ignore-term"]) process.exit(0)
})
process.on("SIGUSR1", () => {
  say("last words")
  process.exit(3)
})

if (values.fork) {
  const trap = values["ignore-term"] ? "trap '' TERM; " : ""
  const child = spawn("/bin/sh", ["-c", `${trap}while :; do sleep 1; done`], {
    stdio: ["ignore", "inherit", "inherit"]
  })
  say(`child ${child.pid}`)
}

const line = `${"x".repeat(1023)}\n`
for (let written = 0; written < Number(values.flood) * 1024; written += 1) process.stderr.write(line)

if (!values.silent) say(`[${product}] Library loaded, waiting for Qt startup`)

const main = Effect.gen(function*() {
  if (values.exit !== undefined) return yield* Effect.sync(() => process.exit(Number(values.exit)))
  if (values.die !== undefined) {
    process.kill(process.pid, values.die)
    return yield* Effect.never
  }
  if (values.silent) return yield* Effect.never
  yield* Effect.sleep(Number(values.slow))
  const generation = values.seed ? "seed" : "newest"
  const demo = yield* start({ port: Number(process.env["QTPILOT_PORT"]), generation })
  clients = demo.clients
  say(`${product} listening on ws://0.0.0.0:${demo.port}`)
  return yield* Effect.never
})

// A server or a pipe keeps the process; where there is neither, this does.
setInterval(() => undefined, 1000)
await Effect.runPromise(Effect.scoped(main))

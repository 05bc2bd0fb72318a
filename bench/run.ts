import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import { shakeHands, start } from "./Server.ts"

const starts = 25
const warmUps = 3
const calls = 40

/** The start of the bridge may take this many times that of the minimal server. */
const target = 1.25
/** Above this the bench fails: the target with room for a noisy machine. */
const limit = 1.6

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const median = (values: ReadonlyArray<number>): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const timed = <E, R>(run: Effect.Effect<void, E, R>): Effect.Effect<number, E, R> =>
  Effect.suspend(() => {
    const before = performance.now()
    return Effect.map(run, () => performance.now() - before)
  })

const say = (line: string) => Effect.sync(() => void process.stdout.write(`${line}\n`))

const row = (name: string, ms: number, more = "") => say(`  ${name.padEnd(34)}${ms.toFixed(1).padStart(8)} ms${more}`)

/** The minimal server, bundled as the bin is. */
const minimal = Effect.acquireRelease(
  Effect.promise(async () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-bench-"))
    const bundle = await rolldown({ input: here("minimal-server.ts"), platform: "node", logLevel: "silent" })
    await bundle.write({ dir, format: "esm", minify: true, entryFileNames: "server.mjs" })
    await bundle.close()
    return { dir, file: path.join(dir, "server.mjs") }
  }),
  ({ dir }) => Effect.sync(() => fs.rmSync(dir, { recursive: true, force: true }))
)

/** From the start of the process to the answer of `tools/list`. */
const startOf = (file: string, args: ReadonlyArray<string>) =>
  Effect.scoped(timed(Effect.gen(function*() {
    const server = yield* start(file, args)
    shakeHands(server)
    yield* server.request("tools/list")
  })))

const compareStarts = Effect.gen(function*() {
  const { file } = yield* minimal
  const bin = here("../dist/qtmcp.js")
  const contenders = [
    { name: "minimal server on the same SDK", file, args: [], times: Array<number>() },
    { name: "qtmcp", file: bin, args: [], times: Array<number>() },
    { name: "qtmcp --mode all", file: bin, args: ["--mode", "all"], times: Array<number>() }
  ]
  for (let round = -warmUps; round < starts; round += 1) {
    for (const contender of contenders) {
      const ms = yield* startOf(contender.file, contender.args)
      if (round >= 0) contender.times.push(ms)
    }
  }
  yield* say(`spawn -> tools/list answered, median of ${starts}, interleaved`)
  const [base = 1, ...others] = contenders.map(({ times }) => median(times))
  for (const { name, times } of contenders) {
    const ms = median(times)
    yield* row(name, ms, ms === base ? "" : `   ${(ms / base).toFixed(2)} x`)
  }
  return (others[0] ?? 0) / base
})

const roundTrips = Effect.scoped(Effect.gen(function*() {
  const server = yield* start(here("../dist/qtmcp.js"), ["--demo", "--mode", "all"])
  shakeHands(server)
  yield* say(`a call to the demo application and back, median of ${calls}`)
  for (const name of ["qt_ping", "qt_objects_tree", "cu_screenshot"]) {
    const times: Array<number> = []
    for (let round = -warmUps; round < calls; round += 1) {
      const ms = yield* timed(server.request("tools/call", { name }))
      if (round >= 0) times.push(ms)
    }
    yield* row(name, median(times))
  }
}))

const bench = Effect.gen(function*() {
  const ratio = yield* compareStarts
  yield* roundTrips
  yield* say(`start: ${ratio.toFixed(2)} times the minimal server; target ${target}, fails above ${limit}`)
  if (ratio > limit) process.exitCode = 1
})

await Effect.runPromise(Effect.scoped(bench).pipe(Effect.timeout("3 minutes")))

import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { fileURLToPath } from "node:url"
import { memory, post, start, startTask, watch } from "./GatewayClient.ts"

const clients = 64
const callsEach = 12
const pulses = 1000
const flood = 100_000
const starts = 7

/** Above these the bench fails: the gates of the gateway, and growth that no noise explains. */
const limits = { latency: 500, start: 2000, growth: 40 }

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const at = (values: ReadonlyArray<number>, share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

const say = (line: string) => Effect.sync(() => void process.stdout.write(`${line}\n`))

const row = (name: string, ...figures: ReadonlyArray<string>) => say(`  ${name.padEnd(44)}${figures.join("   ")}`)

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0).padStart(7)} ms`

const spread = (values: ReadonlyArray<number>) => [`median ${ms(at(values, 0.5))}`, `p95 ${ms(at(values, 0.95))}`]

const mebibytes = (bytes: number): number => bytes / 1024 / 1024

/** The gates that were missed. */
const missed: Array<string> = []

const hold = (what: string, holds: boolean) => Effect.sync(() => void (holds || missed.push(what)))

const timed = <A, E, R>(run: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const before = performance.now()
    return Effect.map(run, () => performance.now() - before)
  })

/** Many at once, each with calls of its own one after the other. */
const rest = Effect.fn("bench.rest")(function*(url: string) {
  const call = timed(post(`${url}/tools/echo`, { arguments: { text: "hello" } }))
  const before = performance.now()
  const times = yield* Effect.all(
    Array.from({ length: clients }, () => Effect.all(Array.from({ length: callsEach }, () => call))),
    { concurrency: "unbounded" }
  )
  const seconds = (performance.now() - before) / 1000
  const all = times.flat()
  yield* row(
    `${clients} REST clients, ${callsEach} calls each`,
    ...spread(all),
    `${Math.round(all.length / seconds)}/s`
  )
})

const mcpCall = (url: string) =>
  Effect.promise(async () => {
    const client = new Client({ name: "bench", version: "1" })
    const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`))
    await client.connect(transport)
    const before = performance.now()
    await client.callTool({ name: "echo", arguments: { text: "hello" } })
    const took = performance.now() - before
    await transport.terminateSession()
    await client.close()
    return took
  })

const mcp = Effect.fn("bench.mcp")(function*(url: string) {
  const times = yield* Effect.all(Array.from({ length: clients }, () => mcpCall(url)), { concurrency: "unbounded" })
  yield* row(`${clients} MCP clients connect, then a call each`, ...spread(times))
})

/** From the publishing of an event in one process to its arrival in another. */
const latency = Effect.fn("bench.latency")(function*(url: string) {
  const { websocket_url } = yield* startTask(url, "pulse", { count: pulses, burst: 1, pause: 2 })
  const { latencies } = yield* Effect.flatMap(watch(websocket_url), Fiber.join)
  // What was published before the watcher came was waiting for it.
  const fresh = latencies.slice(latencies.length / 10)
  yield* row("an event from publisher to watcher", ...spread(fresh))
  yield* hold(`latency p95 under ${limits.latency} ms`, at(fresh, 0.95) < limits.latency)
})

const memoryOver = Effect.fn("bench.memory")(function*(url: string) {
  const before = yield* memory(url)
  const { websocket_url } = yield* startTask(url, "pulse", { count: flood, burst: 250, pause: 20 })
  yield* watch(websocket_url, true)
  const alive = yield* Effect.all([watch(websocket_url), watch(websocket_url)])
  const seen = [before]
  const sample = Effect.map(memory(url), (held) => void seen.push(held))
  const sampling = yield* Effect.forkChild(Effect.forever(Effect.andThen(Effect.sleep("3 seconds"), sample)))
  const watched = yield* Effect.forEach(alive, Fiber.join)
  yield* Fiber.interrupt(sampling)
  yield* sample
  const shown = (of: "heapUsed" | "rss") => seen.map((sample) => mebibytes(sample[of]).toFixed(0)).join(" ")
  for (const { dropped, events, gaps, isWhole, latencies } of watched) {
    yield* row("a watcher that lives", `${events} events, ${dropped} dropped, ${gaps} gaps`, ...spread(latencies))
    yield* hold("every event told or counted", events + dropped > flood && gaps === 0 && isWhole)
  }
  yield* row("heap before, every 3 s, after (MiB)", shown("heapUsed"))
  yield* row("resident before, every 3 s, after (MiB)", shown("rss"))
  // The first sample after the start of the flood has the memory of the bus in it, which is bounded.
  const [, first = before] = seen
  const growth = mebibytes((seen.at(-1) ?? first).heapUsed - first.heapUsed)
  yield* hold(`heap growth under ${limits.growth} MiB`, growth < limits.growth)
})

const startTime = Effect.scoped(timed(Effect.gen(function*() {
  const url = yield* start([here("../dist/qtmcp.js"), "--demo", "--http", "0", "--no-stdio"], /(http:\S+)\/mcp/)
  yield* Effect.promise(() => fetch(`${url}/health`))
})))

const bench = Effect.gen(function*() {
  const url = yield* start(["--expose-gc", here("gateway-server.ts")], /^(http:\S+)$/)
  yield* say("gateway, loopback, server and clients on one machine")
  yield* mcp(url)
  // The door lets a client make so many requests in so long: what came before must not count.
  yield* Effect.sleep("3 seconds")
  yield* rest(url)
  yield* Effect.sleep("3 seconds")
  yield* latency(url)
  yield* say(`one task of ${flood} events, three watchers of which one reads nothing`)
  yield* memoryOver(url)
  const times = yield* Effect.all(Array.from({ length: starts }, () => startTime))
  yield* row("start of the process to an answer of /health", ...spread(times))
  yield* hold(`start under ${limits.start} ms`, at(times, 0.5) < limits.start)
  yield* say(missed.length === 0 ? "every gate is held" : `missed: ${missed.join("; ")}`)
  if (missed.length > 0) process.exitCode = 1
})

await Effect.runPromise(Effect.scoped(bench).pipe(Effect.timeout("6 minutes")))

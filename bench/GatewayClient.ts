import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { WebSocket } from "ws"

const Frame = Schema.Struct({
  type: Schema.String,
  seq: Schema.optionalKey(Schema.Int),
  data: Schema.Struct({ message: Schema.optionalKey(Schema.String), count: Schema.optionalKey(Schema.Int) })
})
const decodeFrame = Schema.decodeUnknownSync(Schema.fromJsonString(Frame))

const Memory = Schema.Struct({ data: Schema.Struct({ heapUsed: Schema.Finite, rss: Schema.Finite }) })
const decodeMemory = Schema.decodeUnknownSync(Memory)

const decodeTask = Schema.decodeUnknownSync(Schema.Struct({ task_id: Schema.String, websocket_url: Schema.String }))

/** Starts a program that says its address in a line that matches; it is ended with the scope. */
export const start = Effect.fn("Gateway.start")(function*(args: ReadonlyArray<string>, address: RegExp) {
  const child = yield* Effect.acquireRelease(
    Effect.sync(() => spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] })),
    (started) =>
      Effect.callback<void>((resume) => {
        if (started.exitCode !== null) return resume(Effect.void)
        started.once("exit", () => resume(Effect.void))
        started.stdin.end()
        started.kill("SIGTERM")
        const timer = setTimeout(() => started.kill("SIGKILL"), 6000)
        return Effect.sync(() => clearTimeout(timer))
      })
  )
  return yield* Effect.callback<string>((resume) => {
    let said = ""
    child.once("exit", (code) => resume(Effect.die(new Error(`ended with ${code}: ${said.slice(-2000)}`))))
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on("line", (line) => {
        said += `${line}\n`
        const found = address.exec(line)?.[1]
        if (found !== undefined) resume(Effect.succeed(found))
      })
    }
  })
})

/** Sends JSON and reads JSON; an answer that is no success fails the bench. */
export const post = (url: string, body: unknown): Effect.Effect<unknown> =>
  Effect.promise(async () => {
    const response = await fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" }
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${url}: ${response.status} ${text.slice(0, 300)}`)
    return JSON.parse(text)
  })

export const memory = (url: string) =>
  Effect.map(post(`${url}/tools/memory`, {}), (answer) => decodeMemory(answer).data)

export const startTask = (url: string, tool: string, args: unknown) =>
  Effect.map(post(`${url}/tasks`, { tool, arguments: args }), decodeTask)

/** What a watcher got. */
export interface Watched {
  readonly latencies: Array<number>
  events: number
  dropped: number
  /** Places where the next event was not the next number, the dropped ones counted. */
  gaps: number
  isWhole: boolean
}

/** Watches a task to its end; a dead watcher reads nothing and is left when the scope ends. */
export const watch = Effect.fn("Gateway.watch")(function*(url: string, isDead = false) {
  const watched: Watched = { latencies: [], events: 0, dropped: 0, gaps: 0, isWhole: false }
  let last = 0
  const socket = yield* Effect.acquireRelease(
    Effect.sync(() => new WebSocket(url)),
    (opened) => Effect.sync(() => opened.terminate())
  )
  socket.on("message", (text) => {
    const now = performance.timeOrigin + performance.now()
    const { data, seq, type } = decodeFrame(String(text))
    if (type === "DROPPED") {
      watched.dropped += data.count ?? 0
      last += data.count ?? 0
      return
    }
    watched.events += 1
    watched.isWhole = type === "TASK_COMPLETE"
    if (seq !== last + 1) watched.gaps += 1
    last = seq ?? last
    // A long call also says by itself that it goes on.
    const sent = Number(data.message ?? NaN)
    if (sent > 0) watched.latencies.push(now - sent)
  })
  yield* Effect.callback<void>((resume) => {
    socket.once("open", () => {
      if (isDead) socket.pause()
      resume(Effect.void)
    })
  })
  const ended = Effect.callback<Watched>((resume) => void socket.once("close", () => resume(Effect.succeed(watched))))
  return yield* Effect.forkScoped(ended, { startImmediately: true })
})

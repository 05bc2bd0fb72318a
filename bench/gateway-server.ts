import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Bridge from "../src/layers/Bridge.ts"
import * as HttpHost from "../src/layers/HttpHost.ts"
import { Settings } from "../src/services/Settings.ts"
import { CurrentCall, ToolRegistry } from "../src/services/ToolRegistry.ts"
import { make, text } from "../src/tools/tool.ts"

/** Milliseconds since the epoch, finer than a clock tells them. */
const now = (): number => performance.timeOrigin + performance.now()

const tools = [
  make({
    name: "echo",
    kind: "read",
    about: "Says it again.",
    params: { text: Schema.String },
    run: (params) => Effect.succeed(text(params.text))
  }),
  make({
    name: "pulse",
    kind: "read",
    about: "Tells the time, so many at once and so many milliseconds apart.",
    params: { count: Schema.Int, burst: Schema.Int, pause: Schema.Int },
    run: Effect.fnUntraced(function*({ burst, count, pause }) {
      const { progress } = yield* CurrentCall
      for (let told = 0; told < count; told += 1) {
        yield* progress(String(now()))
        if (told % burst === burst - 1) yield* Effect.sleep(pause)
      }
      return text("done")
    })
  }),
  make({
    name: "memory",
    kind: "read",
    about: "What the process holds after a garbage collection, in bytes.",
    params: {},
    run: () =>
      Effect.sync(() => {
        globalThis.gc?.()
        const { heapUsed, rss } = process.memoryUsage()
        return text("measured", { heapUsed, rss })
      })
  })
]

const settings = { ...Settings.defaults, caps: ["tasks" as const], discovery: false, logLevel: "error" as const }

/** The whole bridge behind its HTTP host, with the tools of the bench; it says its address and ends with its stdin. */
const serve = Effect.gen(function*() {
  const registry = yield* ToolRegistry
  yield* registry.add(tools)
  const url = yield* HttpHost.listen({ address: { host: "127.0.0.1", port: 0 }, token: undefined })
  yield* Effect.callback<void>((resume) => {
    process.stdout.write(`${url}\n`)
    process.stdin.resume().once("end", () => resume(Effect.void))
  })
})

await Effect.runPromise(
  Effect.scoped(serve).pipe(Effect.provide(Layer.provide(Bridge.layer, Layer.succeed(Settings, settings))))
)

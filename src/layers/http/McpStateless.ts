import { createMcpHandler } from "@modelcontextprotocol/server"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { McpProgram } from "../McpProgram.ts"

/** Clients of 2026-07-28: a server for every request, and one watcher of the resources for all `subscriptions/listen`. */
export class McpStateless extends Context.Service<McpStateless, {
  /** Answers a request; when its signal aborts, what it asked for is cancelled. `body` is the JSON of a POST. */
  readonly answer: (request: Request, body: unknown) => Promise<Response>
  /** Ends all that is under way, and with it the streams. */
  readonly end: Effect.Effect<void>
}>()("qtmcp/layers/http/McpStateless") {
  static readonly layer = Layer.effect(
    McpStateless,
    Effect.gen(function*() {
      const program = yield* McpProgram
      const log = Effect.runForkWith(yield* Effect.context())
      const handler = createMcpHandler(() => program.server("modern", "request"), {
        legacy: "reject",
        onerror: ({ message }) => void log(Effect.logDebug(message.slice(0, 200)))
      })
      const { resourcesChanged, resourceUpdated } = handler.notify
      const told = [
        Stream.runForEach(program.updates, (uri) => Effect.sync(() => resourceUpdated(uri))),
        Stream.runForEach(program.listings, () => Effect.sync(resourcesChanged))
      ]
      yield* Effect.forkScoped(Effect.all(told, { concurrency: "unbounded" }))
      return McpStateless.of({
        answer: (request, parsedBody) => handler.fetch(request, { parsedBody }),
        end: Effect.promise(() => handler.close())
      })
    })
  )
}

import { serveStdio, StdioServerTransport } from "@modelcontextprotocol/server/stdio"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { McpProgram } from "./McpProgram.ts"

const maxLine = 64 * 1024 * 1024

/**
 * Serves MCP on stdin and stdout, which carries frames only. A line that is no message costs one log line and no
 * neighbouring frame. Completes when the client has closed stdin.
 */
export const serve = Effect.gen(function*() {
  const program = yield* McpProgram
  const context = yield* Effect.context()
  const ended = yield* Deferred.make<void>()
  yield* Effect.acquireRelease(
    Effect.sync(() => {
      const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: maxLine })
      const handle = serveStdio(({ era }) => program.server(era), {
        transport,
        onerror: (error) => Effect.runForkWith(context)(Effect.logWarning(`stdin: ${error.message.slice(0, 300)}`))
      })
      process.stdin.once("end", () => Deferred.doneUnsafe(ended, Effect.void))
      process.stdin.once("close", () => Deferred.doneUnsafe(ended, Effect.void))
      return handle
    }),
    (handle) => Effect.promise(() => handle.close())
  )
  yield* Deferred.await(ended)
})

export const layer = Layer.effectDiscard(Effect.void)

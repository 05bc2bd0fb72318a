import { serveStdio, StdioServerTransport } from "@modelcontextprotocol/server/stdio"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { McpProgram } from "./McpProgram.ts"

/** One message of a client may have this many bytes. */
const maxMessage = 64 * 1024 * 1024

/** Leaving must not hang on an application that does not answer. */
const backstop = 5000

/**
 * Serves MCP on stdin and stdout, which carries frames only. A line that is no message costs one log line and no
 * neighbouring frame. Completes when the client has closed stdin, or on SIGHUP.
 */
export const serve = Effect.gen(function*() {
  const program = yield* McpProgram
  const log = Effect.runForkWith(yield* Effect.context())
  const ended = yield* Deferred.make<void>()
  const end = () => {
    Deferred.doneUnsafe(ended, Effect.void)
    setTimeout(() => process.exit(0), backstop).unref()
  }
  yield* Effect.acquireRelease(
    Effect.sync(() => {
      process.stdin.once("end", end).once("close", end)
      process.once("SIGHUP", end).once("SIGINT", end).once("SIGTERM", end)
      const transport = new StdioServerTransport(process.stdin, process.stdout, { maxBufferSize: maxMessage })
      return serveStdio(({ era }) => program.server(era), {
        transport,
        onerror: (error) => void log(Effect.logWarning(`skipped on stdin: ${error.message.slice(0, 200)}`))
      })
    }),
    (handle) => Effect.promise(() => handle.close())
  )
  yield* Deferred.await(ended)
})

import { serveStdio } from "@modelcontextprotocol/server/stdio"
import * as Effect from "effect/Effect"
import { McpProgram } from "./McpProgram.ts"
import { StdioTransport } from "./stdio/StdioTransport.ts"

/** How long answers may still come after stdin has ended; what takes longer is interrupted. */
const drain = "150 millis"

/**
 * Serves MCP on stdin and stdout, which carries frames only. A line that is no message costs one log line and no
 * neighbouring frame. Completes when the client has closed stdin or reads stdout no more.
 */
export const serve = Effect.gen(function*() {
  const program = yield* McpProgram
  const log = Effect.runForkWith(yield* Effect.context())
  const transport = new StdioTransport(process.stdin, process.stdout)
  yield* Effect.acquireRelease(
    Effect.sync(() =>
      serveStdio(({ era }) => program.server(era), {
        transport,
        onerror: (error) => void log(Effect.logWarning(error.message.slice(0, 200)))
      })
    ),
    (handle) => Effect.promise(() => handle.close())
  )
  yield* transport.inputEnded
  yield* Effect.timeoutOption(transport.answered, drain)
})

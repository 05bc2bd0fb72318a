import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** The server's own log as far as it is held. */
export interface LogTail {
  /** The last lines, the oldest first; at most `count`. */
  readonly last: (count: number) => Effect.Effect<ReadonlyArray<string>>
  /** An element for every time there is more. */
  readonly changes: Stream.Stream<unknown>
}

/** The last lines of the log; none where nothing keeps them. */
export const ServerLog = Context.Reference<LogTail>("qtmcp/services/ServerLog", {
  defaultValue: () => ({ last: () => Effect.succeed([]), changes: Stream.never })
})

import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** 1: MCP calls. 2: also the requests to the probe and its answers. 3: also its notifications. */
export const details = [1, 2, 3] as const
export type Detail = (typeof details)[number]

/**
 * What an entry is about: a call of an MCP client and its answer, a request on the wire, its result or its error, a
 * notification of the probe.
 */
export type Direction = "mcp_in" | "mcp_out" | "req" | "res" | "err" | "ntf"

/** One line of the file; it also has `ts`, the time in UTC as ISO 8601 with milliseconds. */
export interface LogEntry {
  readonly dir: Direction
  readonly [field: string]: unknown
}

/** The log as it is, or as it was when it was stopped. */
export interface LogStatus {
  readonly logging: boolean
  /** Absent where nothing was logged yet. */
  readonly path?: string
  readonly level?: Detail
  /** Lines written since the start. */
  readonly entries: number
  /** Seconds from the start to now or to the stop. */
  readonly duration: number
  /** Why the last lines could not be written, and how many. */
  readonly lost?: { readonly lines: number; readonly reason: string }
}

/** The log cannot be started. `message` is the line for a person. */
export class SessionLogFailed extends Schema.TaggedError<SessionLogFailed>()("SessionLogFailed", {
  message: Schema.String
}) {}

/** The log of a session as JSON lines. Nothing that is marked secret is ever in it. */
export class SessionLog extends Context.Service<SessionLog, {
  /** Logs to `path` (a new file in the working directory where absent) from now on; ends what was logged to before. */
  readonly start: (
    options: {
      readonly path?: string | undefined
      readonly level?: Detail | undefined
      /** Lines kept for `tail`; 200 where absent. */
      readonly kept?: number | undefined
    }
  ) => Effect.Effect<LogStatus, SessionLogFailed>
  readonly stop: Effect.Effect<LogStatus>
  readonly status: Effect.Effect<LogStatus>
  /** The last `count` lines that are kept, oldest first. They stay after the stop. */
  readonly tail: (count: number) => Effect.Effect<ReadonlyArray<string>>
  /** Is anything of this detail logged now? */
  readonly wants: (detail: Detail) => boolean
  /** Writes a line, where it is wanted. Never fails: a line that cannot be written is counted. */
  readonly write: (detail: Detail, entry: LogEntry) => void
  /** From now on this text is in no line. */
  readonly hide: (secret: string) => void
}>()("qtmcp/services/SessionLog") {}

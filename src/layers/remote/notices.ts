import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { CommandEvent, Limit } from "../../services/Executor.ts"
import { absent } from "../executor/requests.ts"

/** What the end of a command looks like on the wire; the second half only our own executor tells. */
export interface Completed {
  readonly exitCode: number | undefined
  readonly signal: string | undefined
  readonly timedOut: boolean
  readonly canceled: boolean
  readonly droppedBytes: number
  readonly leftBehind: ReadonlyArray<number>
  readonly escaped: ReadonlyArray<number>
}

/** A notification of an executor (executor protocol notes, notifications). */
export type Notice =
  | Extract<CommandEvent, { readonly _tag: "output" | "limit" | "paused" | "resumed" | "canceled" }>
  | { readonly _tag: "completed"; readonly completed: Completed }
  /** It says so itself; what it is about is in the text alone. */
  | { readonly _tag: "trouble"; readonly reason: string }

const decode = {
  output: Schema.decodeUnknownOption(Schema.Struct({
    type: Schema.Literals(["stdout", "stderr"]),
    data: Schema.String,
    truncated: absent(Schema.Boolean),
    chunk_index: absent(Schema.Int)
  })),
  completed: Schema.decodeUnknownOption(Schema.Struct({
    exit_code: absent(Schema.Int),
    signal: absent(Schema.String),
    timed_out: absent(Schema.Boolean),
    canceled: absent(Schema.Boolean),
    dropped_bytes: absent(Schema.Finite),
    left_behind: absent(Schema.Array(Schema.Int)),
    escaped: absent(Schema.Array(Schema.Int))
  })),
  trouble: Schema.decodeUnknownOption(Schema.Struct({ error: absent(Schema.String) })),
  limit: Schema.decodeUnknownOption(Schema.Struct({
    error_type: Schema.Literals(["token_limit", "usage_limit", "rate_limit_429"]),
    error_text: absent(Schema.String),
    limit: absent(Schema.Finite),
    reset_timestamp: absent(Schema.Finite),
    retry_after: absent(Schema.Finite)
  }))
}

const limitOf = ({ error_text, error_type, limit, reset_timestamp, retry_after }: {
  readonly error_type: Limit["kind"]
  readonly error_text?: string | null
  readonly limit?: number | null
  readonly reset_timestamp?: number | null
  readonly retry_after?: number | null
}): Limit => {
  const text = error_text ?? ""
  switch (error_type) {
    case "token_limit":
      return { kind: error_type, tokens: limit ?? undefined, text }
    case "usage_limit":
      return { kind: error_type, resetAt: reset_timestamp ?? undefined, text }
    case "rate_limit_429":
      return { kind: error_type, retryAfter: retry_after ?? undefined, text }
  }
}

const read = (method: string, params: unknown): Option.Option<Notice> => {
  switch (method) {
    case "process.output":
      return Option.map(decode.output(params), ({ chunk_index, data, truncated, type }): Notice => ({
        _tag: "output",
        stream: type,
        text: data,
        index: chunk_index ?? 0,
        // The original calls a whole line truncated that ends in three dots.
        continues: truncated === true && !data.endsWith("\n")
      }))
    case "process.paused":
      return Option.some({ _tag: "paused" })
    case "process.resumed":
      return Option.some({ _tag: "resumed" })
    case "process.canceled":
      return Option.some({ _tag: "canceled" })
    case "process.completed":
      return Option.map(decode.completed(params), (found): Notice => ({
        _tag: "completed",
        completed: {
          exitCode: found.exit_code ?? undefined,
          signal: found.signal ?? undefined,
          timedOut: found.timed_out ?? false,
          canceled: found.canceled ?? false,
          droppedBytes: found.dropped_bytes ?? 0,
          leftBehind: found.left_behind ?? [],
          escaped: found.escaped ?? []
        }
      }))
    case "process.error":
      return Option.map(decode.trouble(params), ({ error }): Notice => ({ _tag: "trouble", reason: error ?? "" }))
    case "error.token_limit_exceeded":
    case "error.rate_limit_exceeded":
      return Option.map(decode.limit(params), (found): Notice => ({ _tag: "limit", limit: limitOf(found) }))
    default:
      return Option.none()
  }
}

/** Reads a notification; undefined where it is of another kind, or of a form of its own. */
export const noticeOf = (method: string, params: unknown): Notice | undefined =>
  Option.getOrUndefined(read(method, params))

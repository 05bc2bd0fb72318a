import { type CommandEvent, type Completion, type Limit, succeeded } from "../../services/Executor.ts"
import type { Fault, Id } from "./requests.ts"
import { signalNumber } from "./signals.ts"

/** What a session tells its client of, beside the answers. */
export interface Notification {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
}

export const notification = ({ method, params }: Notification): string =>
  JSON.stringify({ jsonrpc: "2.0", method, params })

export const answer = (id: Id, result: unknown): string => JSON.stringify({ jsonrpc: "2.0", result, id: id ?? null })

export const refusal = (id: Id, error: Fault): string => JSON.stringify({ jsonrpc: "2.0", error, id: id ?? null })

const status = (pid: number, name: "started" | "paused" | "resumed" | "canceled"): Notification => ({
  method: `process.${name}`,
  params: { status: name, pid, pgid: pid, exit_code: null, error: null }
})

export const started = (pid: number): Notification => status(pid, "started")

const limitNotice = (session_id: string, limit: Limit): Notification => {
  const common = { session_id, error_type: limit.kind, error_text: limit.text }
  switch (limit.kind) {
    case "token_limit": {
      const message = `Output exceeded the limit of ${limit.tokens ?? "an unknown number of"} tokens`
      const suggestion = "Ask for less at once: a shorter answer, or the work in parts"
      return {
        method: "error.token_limit_exceeded",
        params: { ...common, limit: limit.tokens ?? null, message, suggestion, recoverable: true }
      }
    }
    case "usage_limit":
      return {
        method: "error.rate_limit_exceeded",
        params: {
          ...common,
          message: "Claude AI usage limit reached",
          reset_timestamp: limit.resetAt ?? null,
          recoverable: false
        }
      }
    case "rate_limit_429":
      return {
        method: "error.rate_limit_exceeded",
        params: {
          ...common,
          message: "HTTP 429 Too Many Requests",
          retry_after: limit.retryAfter ?? 60,
          recoverable: true
        }
      }
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`

const reasonOf = ({ canceled, durationMs, signal, timedOut }: Completion): string | null => {
  if (timedOut) return `timed out after ${seconds(durationMs)}`
  if (canceled) return "canceled"
  return signal === undefined ? null : `ended by ${signal}`
}

/** A signal is a negative exit code, as Python has it; `signal` and all that follow are this executor's own. */
const completed = (pid: number, completion: Completion): Notification => {
  const { canceled, durationMs, exitCode, limit, signal, timedOut } = completion
  return {
    method: "process.completed",
    params: {
      status: succeeded(completion) ? "completed" : "failed",
      pid,
      pgid: pid,
      exit_code: exitCode ?? -signalNumber(signal),
      error: reasonOf(completion),
      execution_time: durationMs / 1000,
      signal: signal ?? null,
      timed_out: timedOut,
      canceled,
      output_bytes: completion.outputBytes,
      dropped_bytes: completion.droppedBytes,
      limit: limit?.kind ?? null,
      left_behind: completion.leftBehind,
      escaped: completion.escaped
    }
  }
}

/**
 * An event as the wire has it. How many pieces a line has is known at its last one: until then `total_chunks` is the
 * least it can be, so that a piece is the last exactly where `chunk_index + 1` is `total_chunks`.
 */
export const noticeOf = (session: string, pid: number, event: CommandEvent): Notification => {
  switch (event._tag) {
    case "output": {
      const { continues, index, stream, text } = event
      const total = index + (continues ? 2 : 1)
      const params = { type: stream, data: text, truncated: continues, chunk_index: index, total_chunks: total }
      return { method: "process.output", params }
    }
    case "limit":
      return limitNotice(session, event.limit)
    case "overflow": {
      const error = `more than ${event.maxOutput} bytes of output: the rest is not delivered, the command runs on`
      return { method: "process.error", params: { error } }
    }
    case "completed":
      return completed(pid, event.completion)
    default:
      return status(pid, event._tag)
  }
}

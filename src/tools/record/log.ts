import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { details, type LogStatus, SessionLog } from "../../services/SessionLog.ts"
import { make, text } from "../tool.ts"

const seconds = (value: number): string => `${Math.round(value * 10) / 10} s`

const statusText = ({ duration, entries, level, logging, lost, path }: LogStatus): string => {
  if (path === undefined) return "not logging"
  const state = logging ? `logging to ${path}, level ${level}` : `not logging; the last log is ${path}`
  const loss = lost === undefined ? "" : `; ${lost.lines} lines could not be written (${lost.reason})`
  return `${state}; ${entries} entries in ${seconds(duration)}${loss}`
}

const answer = (status: LogStatus, more: Readonly<Record<string, unknown>> = {}) =>
  text(statusText(status), { ...status, entry_count: status.entries, ...more })

const decodeLine = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Unknown))

/** The tools of the capability `log`. Their names and parameters are those users of the Python server know. */
export const logTools = [
  make({
    name: "qtmcp_log_start",
    kind: "admin",
    about: "Log this session to a JSON-lines file.",
    params: {
      path: Schema.optionalKey(
        Schema.NonEmptyString.annotate({ description: "default qtmcp-log-TIME.jsonl in the working directory" })
      ),
      level: Schema.optionalKey(
        Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3 }))
          .annotate({ description: "1 calls, 2 and wire (default), 3 and notifications" })
      ),
      buffer_size: Schema.optionalKey(
        Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10_000 }))
          .annotate({ description: "lines kept for tail, default 200" })
      )
    },
    run: Effect.fn("qtmcp_log_start")(function*({ buffer_size, level, path }) {
      const log = yield* SessionLog
      return answer(yield* log.start({ path, kept: buffer_size, level: details.find((detail) => detail === level) }))
    })
  }),
  make({
    name: "qtmcp_log_stop",
    kind: "admin",
    about: "Stop logging.",
    params: {},
    run: Effect.fn("qtmcp_log_stop")(function*() {
      const log = yield* SessionLog
      return answer(yield* log.stop)
    })
  }),
  make({
    name: "qtmcp_log_status",
    kind: "admin",
    about: "Where the session is logged to, and its last lines.",
    params: {
      tail: Schema.optionalKey(
        Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ description: "how many lines" })
      )
    },
    run: Effect.fn("qtmcp_log_status")(function*({ tail = 0 }) {
      const log = yield* SessionLog
      const status = yield* log.status
      if (tail === 0) return answer(status)
      const lines = yield* log.tail(tail)
      const { content, data } = answer(status, { entries: lines.map((line) => decodeLine(line)) })
      return {
        content: [...content, { type: "text" as const, text: lines.join("\n") }],
        ...(data === undefined ? {} : { data })
      }
    })
  })
]

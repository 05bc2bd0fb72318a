import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Refused } from "../../services/ProbeError.ts"
import * as Param from "../params.ts"
import { ask } from "../probe/ask.ts"
import { reasonOf } from "../text/reason.ts"
import { make, text } from "../tool.ts"

const Message = Schema.Struct({
  type: Schema.String,
  message: Schema.String,
  timestamp: Schema.optionalKey(Schema.Finite),
  file: Schema.optionalKey(Schema.String),
  line: Schema.optionalKey(Schema.Finite)
})

const read = ask("chr.readConsoleMessages", Schema.Struct({ messages: Schema.Array(Message) }))

/** How the probe's own lines begin. */
const chatter =
  "\\[(?:qtPilot|QtMCP)\\]|(?:Handling|Registered|Unregistered) method|(?:Received|Sending):|Method \"[^\"]*\" threw|JSON parse error"

/**
 * Sent as the pattern, so that the probe leaves its own lines out: it logs every answer in full, so an unfiltered reading
 * would be in the next one, and grow with each.
 */
const withoutChatter = `^(?!${chatter})`

const isOwn = new RegExp(`^(?:${chatter})`)

const expression = Effect.fnUntraced(function*(pattern: string | undefined) {
  if (pattern === undefined) return undefined
  return yield* Effect.try({
    try: () => new RegExp(pattern),
    catch: (error) =>
      new Refused({
        reason: `pattern is no regular expression: ${reasonOf(error)}. Nothing was read.`
      })
  })
})

const time = (timestamp: number | undefined): string =>
  timestamp === undefined ? "" : `${new Date(timestamp).toISOString().slice(11, 23)} `

const line = ({ file, line, message, timestamp, type }: typeof Message.Type): string =>
  `${time(timestamp)}${type} ${message}${file === undefined ? "" : ` (${file}${line === undefined ? "" : `:${line}`})`}`

export const consoleTools = [
  make({
    name: "chr_readConsoleMessages",
    kind: "read",
    about: "What the application logged, newest first.",
    params: {
      limit: Schema.optionalKey(Param.count("default 50, 0 = all")),
      pattern: Schema.optionalKey(Schema.NonEmptyString.annotate({ description: "regex on the message" })),
      onlyErrors: Param.flag("warnings and worse"),
      clear: Param.flag("then empty the log")
    },
    wire: ["chr.readConsoleMessages"],
    run: Effect.fn("chr_readConsoleMessages")(function*({ clear, limit = 50, onlyErrors, pattern }) {
      const wanted = yield* expression(pattern)
      const { messages } = yield* read({
        pattern: withoutChatter,
        ...(onlyErrors === undefined ? {} : { onlyErrors }),
        ...(clear === undefined ? {} : { clear }),
        // The probe's pattern is not this one's dialect, so what it limits must not depend on it.
        ...(wanted === undefined && limit > 0 ? { limit: limit + 1 } : {})
      })
      const found = messages.filter(({ message }) => !isOwn.test(message) && wanted?.test(message) !== false)
      const shown = limit > 0 ? found.slice(0, limit) : found
      const more = found.length > shown.length ? ["(older messages left out: raise limit)"] : []
      const none = wanted === undefined ? "no messages" : `no message matches ${pattern}`
      return text(shown.length === 0 ? none : [...shown.map(line), ...more].join("\n"), {
        messages: shown,
        count: shown.length
      })
    })
  })
]

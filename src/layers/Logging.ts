import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as PubSub from "effect/PubSub"
import * as References from "effect/References"
import * as Stream from "effect/Stream"
import * as fs from "node:fs"
import { type LogTail, ServerLog } from "../services/ServerLog.ts"
import { type LogLevel, Settings, SettingsError } from "../services/Settings.ts"
import { reasonOf } from "../tools/text/reason.ts"

const levels = {
  trace: "Trace",
  debug: "Debug",
  info: "Info",
  warn: "Warn",
  error: "Error",
  none: "None"
} as const satisfies Record<LogLevel, string>

const open = (path: string) =>
  Effect.acquireRelease(
    Effect.try({
      try: () => fs.openSync(path, "a"),
      catch: (cause) =>
        new SettingsError({
          message: `qtmcp: --log-file ${path} cannot be written: ${reasonOf(cause)}`
        })
    }),
    (file) => Effect.sync(() => fs.closeSync(file))
  )

/** A line that cannot be written (the host closed our stderr, the disk is full) is lost, and no call fails by it. */
const write = (file: number, line: string): void => {
  try {
    fs.writeSync(file, `${line}\n`)
  } catch {}
}

/** Lines that are kept to be read over MCP, and characters of each. */
const keptLines = 500
const longestLine = 2000

/** The last lines of the log, in memory. */
const makeTail = Effect.gen(function*() {
  const pubsub = yield* Effect.acquireRelease(PubSub.sliding<void>(1), PubSub.shutdown)
  const lines: Array<string> = []
  const keep = (line: string): void => {
    lines.push(line.slice(0, longestLine))
    if (lines.length > 2 * keptLines) lines.splice(0, lines.length - keptLines)
    PubSub.publishUnsafe(pubsub, undefined)
  }
  const tail: LogTail = {
    last: (count) => Effect.sync(() => lines.slice(-Math.min(count, keptLines))),
    changes: Stream.fromPubSub(pubsub)
  }
  return { keep, tail }
})

/** One line an entry, to stderr or a file, never to stdout: that carries MCP frames only. */
export const layer = Layer.unwrap(Effect.gen(function*() {
  const { logFile, logLevel } = yield* Settings
  const file = logFile === undefined ? 2 : yield* open(logFile)
  const { keep, tail } = yield* makeTail
  const logger = Logger.map(Logger.formatLogFmt, (line) => {
    write(file, line)
    keep(line)
  })
  return Layer.mergeAll(
    Logger.layer([logger]),
    Layer.succeed(ServerLog, tail),
    Layer.succeed(References.MinimumLogLevel, levels[logLevel])
  )
}))

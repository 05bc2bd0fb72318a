import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as References from "effect/References"
import * as fs from "node:fs"
import { type LogLevel, Settings, SettingsError } from "../services/Settings.ts"

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
          message: `qtmcp: --log-file ${path} cannot be written: ${
            cause instanceof Error ? cause.message : String(cause)
          }`
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

/** One line an entry, to stderr or a file, never to stdout: that carries MCP frames only. */
export const layer = Layer.unwrap(Effect.gen(function*() {
  const { logFile, logLevel } = yield* Settings
  const file = logFile === undefined ? 2 : yield* open(logFile)
  const logger = Logger.map(Logger.formatLogFmt, (line) => write(file, line))
  return Layer.mergeAll(
    Logger.layer([logger]),
    Layer.succeed(References.MinimumLogLevel, levels[logLevel])
  )
}))

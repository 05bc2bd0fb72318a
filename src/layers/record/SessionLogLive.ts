import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Path from "node:path"
import { type Detail, type LogEntry, type LogStatus, SessionLog, SessionLogFailed } from "../../services/SessionLog.ts"
import { Settings, SettingsError } from "../../services/Settings.ts"
import { reasonOf } from "../../tools/text/reason.ts"
import { type LogFile, openLogFile } from "./LogFile.ts"
import { makeMask } from "./mask.ts"
import { shortened, withoutPictures } from "./plain.ts"
import { readSecrets } from "./secrets.ts"

/** Lines that stay in memory for `tail` where nothing else is said. */
const capacity = 200

interface Session {
  readonly path: string
  readonly level: Detail
  readonly kept: number
  readonly begun: number
  file: LogFile | undefined
  ended: number | undefined
  entries: number
  lost: { lines: number; reason: string } | undefined
}

const defaultName = (now: number): string => {
  const [date = "", time = ""] = new Date(now).toISOString().replaceAll(/[-:]/g, "").split("T")
  return `qtmcp-log-${date}-${time.slice(0, 6)}.jsonl`
}

/** The fields of an entry that say what happened; the others are the log's own. */
const own: ReadonlySet<string> = new Set(["dir", "id", "call", "dur_ms", "ok", "hidden"])

const make = Effect.gen(function*() {
  const settings = yield* Settings
  const clock = yield* Clock.Clock
  const mask = makeMask(yield* readSecrets(settings.secrets))
  const kept: Array<string> = []
  let session: Session | undefined
  const now = () => clock.currentTimeMillisUnsafe()

  const statusNow = (): LogStatus =>
    session === undefined ? { logging: false, entries: 0, duration: 0 } : {
      logging: session.file !== undefined,
      path: session.path,
      level: session.level,
      entries: session.entries,
      duration: ((session.ended ?? now()) - session.begun) / 1000,
      ...(session.lost === undefined ? {} : { lost: { ...session.lost } })
    }

  const end = (): void => {
    if (session?.file === undefined) return
    session.ended = now()
    session.file.close()
    session.file = undefined
  }
  yield* Effect.addFinalizer(() => Effect.sync(end))

  const lineOf = ({ dir, ...fields }: LogEntry): string => {
    const secrets: Array<number> = []
    const shown = Object.entries(fields).map(([key, value]) => {
      if (own.has(key)) return [key, value] as const
      const masked = mask.value(withoutPictures(value), (secret) => secrets.push(secret))
      return [key, dir.startsWith("mcp_") ? masked : shortened(masked)] as const
    })
    const entry = { ts: new Date(now()).toISOString(), dir, ...Object.fromEntries(shown) }
    // Which line of the secrets file stood in the arguments, so that a replay can put it back.
    return JSON.stringify(dir === "mcp_in" && secrets.length > 0 ? { ...entry, hidden: secrets } : entry)
  }

  const log: SessionLog["Service"] = {
    start: Effect.fn("SessionLog.start")(function*({ kept: most = capacity, level = 2, path }) {
      const begun = now()
      const target = Path.resolve(path ?? defaultName(begun))
      const file = yield* Effect.try({
        try: () => openLogFile(target, { size: settings.logSize, files: settings.logFiles }),
        catch: (cause) =>
          new SessionLogFailed({
            message: `The session cannot be logged to ${target}: ${reasonOf(cause)}. Give another path.`
          })
      })
      end()
      kept.length = 0
      session = { path: target, level, kept: most, begun, file, ended: undefined, entries: 0, lost: undefined }
      return statusNow()
    }),
    stop: Effect.sync(() => {
      end()
      return statusNow()
    }),
    status: Effect.sync(statusNow),
    tail: (count) => Effect.sync(() => count <= 0 ? [] : kept.slice(-count)),
    wants: (detail) => session?.file !== undefined && detail <= session.level,
    write: (detail, entry) => {
      if (session?.file === undefined || detail > session.level) return
      const line = lineOf(entry)
      kept.push(line)
      if (kept.length > session.kept) kept.shift()
      try {
        session.file.append(line)
        session.entries += 1
      } catch (cause) {
        session.lost = { lines: (session.lost?.lines ?? 0) + 1, reason: reasonOf(cause) }
      }
    },
    hide: mask.add
  }
  if (settings.logSession !== undefined) {
    yield* log.start({ path: settings.logSession }).pipe(
      Effect.mapError(({ message }) => new SettingsError({ message: `qtmcp: --log-session: ${message}` }))
    )
  }
  return SessionLog.of(log)
})

/** The session log in a file. It begins with the layer where `--log-session` says so, and ends with it. */
export const layer = Layer.effect(SessionLog, make)

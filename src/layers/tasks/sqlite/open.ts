import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as fs from "node:fs"
import type { DatabaseSync } from "node:sqlite"
import { SettingsError } from "../../../services/Settings.ts"
import { reasonOf } from "../../../tools/text/reason.ts"

/** Says whose the file is; "qtmc" in ASCII. */
const applicationId = 0x71_74_6d_63

/** One more with every change of the tables. */
const version = 1

/** How long another server may take to let go of the file. */
const patience = 1000

const tables = `
CREATE TABLE tasks (id TEXT PRIMARY KEY, created REAL NOT NULL, task TEXT NOT NULL, output TEXT) STRICT;
CREATE TABLE events (
  place INTEGER PRIMARY KEY AUTOINCREMENT, task TEXT NOT NULL, seq INTEGER NOT NULL, number INTEGER NOT NULL,
  at REAL NOT NULL, actor TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL
) STRICT;
CREATE INDEX events_of ON events (task, number);
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${version};
`

/** Not a static import: Node 22 calls the module experimental on stderr, which is nobody's business here. */
const sqlite = () => {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return process.getBuiltinModule("node:sqlite")
  } finally {
    process.emitWarning = emitWarning
  }
}

const decodePragma = Schema.decodeUnknownSync(
  Schema.Record(Schema.String, Schema.Union([Schema.Finite, Schema.String]))
)

const pragma = (database: DatabaseSync, name: string): number | string | undefined =>
  Object.values(decodePragma({ ...database.prepare(`PRAGMA ${name}`).get() }))[0]

/** Whether the file is one of this program that can be read. Throws where SQLite itself cannot read it. */
const faultOf = (database: DatabaseSync): string | undefined => {
  const owner = pragma(database, "application_id")
  const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema").get() === undefined
  if (isEmpty && owner === 0) {
    database.exec(`BEGIN EXCLUSIVE; ${tables} COMMIT`)
    return undefined
  }
  if (owner !== applicationId) return "it is a database of another program"
  const found = pragma(database, "user_version")
  if (found !== version) return `it is of version ${found}, and this qtmcp knows version ${version}`
  const health = pragma(database, "quick_check(1)")
  return health === "ok" ? undefined : `it is damaged (${health})`
}

const explained = (cause: unknown): string => {
  const text = reasonOf(cause)
  if (/locked|busy/i.test(text)) return "another server has it open; each needs a file of its own"
  if (/not a database/i.test(text)) return "it is no SQLite database"
  return text
}

const error = (path: string, reason: string) =>
  new SettingsError({ message: `qtmcp: --state ${path} cannot be used: ${reason}` })

const connect = (path: string): DatabaseSync => {
  // What tasks answered is nobody else's.
  fs.closeSync(fs.openSync(path, "a", 0o600))
  const database = new (sqlite()).DatabaseSync(path, { timeout: patience })
  try {
    // Exclusive from the first read to the end of the process, however it ends: two tables must not be kept in one file.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    return database
  } catch (cause) {
    database.close()
    throw cause
  }
}

/** Opens the file of the task table, or makes it; it is closed with the scope. */
export const open = Effect.fn("SqliteStore.open")(function*(path: string) {
  const attempt = <A>(run: () => A) => Effect.try({ try: run, catch: (cause) => error(path, explained(cause)) })
  const database = yield* Effect.acquireRelease(
    attempt(() => connect(path)),
    (opened) => Effect.sync(() => opened.close())
  )
  const fault = yield* attempt(() => faultOf(database))
  if (fault !== undefined) return yield* error(path, fault)
  return database
})

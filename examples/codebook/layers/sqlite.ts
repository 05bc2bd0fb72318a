import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { DatabaseSync } from "node:sqlite"
import { CodeExists, CodeNotFound, CodingNotFound, DocumentNotFound, NoSuchFile } from "../errors.ts"
import { Code, Coding, colors, Document } from "../model.ts"
import { interviews } from "../sample/interviews.ts"
import type { Store } from "../services/Store.ts"
import { schema } from "./schema.ts"

const decodeDocuments = Schema.decodeUnknownSync(Schema.Array(Document))
const decodeCodes = Schema.decodeUnknownSync(Schema.Array(Code))
const decodeCodings = Schema.decodeUnknownSync(Schema.Array(Coding))
const decodeCount = Schema.decodeUnknownSync(Schema.Struct({ count: Schema.Int }))

/** Opens a project, and makes it where there is none: a new one has the sample interviews. */
const connect = (file: string) =>
  Effect.try({
    try: () => {
      const database = new DatabaseSync(file)
      database.exec(schema)
      const { count } = decodeCount({ ...database.prepare("SELECT count(*) AS count FROM document").get() })
      const insert = database.prepare("INSERT INTO document (id, name, text) VALUES (?, ?, ?)")
      if (count === 0) interviews.forEach(({ name, text }, index) => insert.run(`d${index + 1}`, name, text))
      return database
    },
    catch: (cause) => new NoSuchFile({ file, reason: cause instanceof Error ? cause.message : String(cause) })
  })

/** The store of a project file, closed with the scope. */
export const openStore = Effect.fn("openStore")(function*(file: string) {
  const database = yield* Effect.acquireRelease(connect(file), (database) => Effect.sync(() => database.close()))
  const rows = (sql: string) => database.prepare(sql).all().map((row) => ({ ...row }))
  const run = (sql: string, ...values: ReadonlyArray<string | number>) => void database.prepare(sql).run(...values)

  const documents = Effect.sync(() => decodeDocuments(rows("SELECT id, name, text FROM document ORDER BY rowid")))
  const codes = Effect.sync(() => decodeCodes(rows("SELECT id, name, color FROM code ORDER BY rowid")))
  const codings = Effect.sync(() =>
    decodeCodings(rows("SELECT id, document, code, start AS \"from\", end AS \"to\", actor FROM coding ORDER BY rowid"))
  )

  /** Ids go on from the last one ever given, so that an old one names nothing new. */
  const nextId = (letter: "c" | "s") => {
    run("UPDATE last SET number = number + 1 WHERE letter = ?", letter)
    const [row] = rows(`SELECT number AS count FROM last WHERE letter = '${letter}'`)
    return `${letter}${decodeCount(row).count}`
  }

  /** All of it or nothing. */
  const together = (step: () => void) =>
    Effect.sync(() => {
      database.exec("BEGIN")
      try {
        step()
        database.exec("COMMIT")
      } catch (error) {
        database.exec("ROLLBACK")
        throw error
      }
    })

  const code = Effect.fnUntraced(function*(idOrName: string) {
    const all = yield* codes
    const found = all.find(({ id }) => id === idOrName)
      ?? all.find(({ name }) => name.toLowerCase() === idOrName.toLowerCase())
    return found ?? (yield* new CodeNotFound({ code: idOrName, known: all.map(({ id, name }) => `${name} (${id})`) }))
  })

  const store: Store = {
    file,
    documents,
    document: Effect.fnUntraced(function*(id) {
      const all = yield* documents
      const known = all.map((one) => `${one.name} (${one.id})`)
      return all.find((one) => one.id === id) ?? (yield* new DocumentNotFound({ document: id, known }))
    }),
    codes,
    code,
    codings,
    coding: Effect.fnUntraced(function*(id) {
      return (yield* codings).find((one) => one.id === id) ?? (yield* new CodingNotFound({ coding: id }))
    }),
    addCode: Effect.fnUntraced(function*(name) {
      const there = (yield* codes).find((one) => one.name.toLowerCase() === name.toLowerCase())
      if (there !== undefined) return yield* new CodeExists({ name: there.name, id: there.id })
      const id = nextId("c")
      const made = new Code({ id, name, color: (Number(id.slice(1)) - 1) % colors })
      run("INSERT INTO code (id, name, color) VALUES (?, ?, ?)", made.id, made.name, made.color)
      return made
    }),
    addCoding: (coding) =>
      Effect.sync(() => {
        const made = new Coding({ ...coding, id: nextId("s") })
        const values = [made.id, made.document, made.code, made.from, made.to, made.actor]
        run("INSERT INTO coding (id, document, code, start, end, actor) VALUES (?, ?, ?, ?, ?, ?)", ...values)
        return made
      }),
    removeCoding: (id) => Effect.sync(() => run("DELETE FROM coding WHERE id = ?", id)),
    removeCode: (id) => Effect.sync(() => run("DELETE FROM code WHERE id = ?", id)),
    mergeCode: (from, into) =>
      together(() => {
        // A passage that has both codes keeps the one that stays.
        run("UPDATE OR IGNORE coding SET code = ? WHERE code = ?", into, from)
        run("DELETE FROM code WHERE id = ?", from)
      })
  }
  return store
})

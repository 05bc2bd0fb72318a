import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"

/** A folder that is gone with the scope. */
export const folder = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-record-"))),
  (made) => Effect.sync(() => fs.rmSync(made, { recursive: true, force: true }))
)

/** A path of a file that is not there yet. */
export const newFile = (name: string) => Effect.map(folder, (made) => path.join(made, name))

export const fileWith = Effect.fnUntraced(function*(name: string, content: string) {
  const file = yield* newFile(name)
  fs.writeFileSync(file, content)
  return file
})

import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"

/** A file with this content that is gone with the scope; gives its path. */
export const fileWith = Effect.fnUntraced(function*(content: string) {
  const dir = yield* Effect.acquireRelease(
    Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-settings-"))),
    (made) => Effect.sync(() => fs.rmSync(made, { recursive: true, force: true }))
  )
  const file = path.join(dir, "config.json")
  fs.writeFileSync(file, content)
  return file
})

import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"

/** A path of a file that is not there, in a folder that is gone with the scope. */
export const newFile = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-tasks-"))),
    (made) => Effect.sync(() => fs.rmSync(made, { recursive: true, force: true }))
  ),
  (made) => path.join(made, "state.db")
)

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { execFile } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import * as Gateway from "../harness/http/Gateway.ts"
import { bin, deadPort, environment } from "../harness/mcp/BridgeProcess.ts"

const inspector = fileURLToPath(new URL("../../node_modules/.bin/mcp-inspector", import.meta.url))

const tools = ["--mode", "agent,native,cu,chrome,exec", "--caps", "all", "--port", deadPort]

/** Where the inspector keeps its own settings. */
const home = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-inspector-"))),
  (made) => Effect.sync(() => fs.rmSync(made, { recursive: true, force: true }))
)

const inspect = Effect.fnUntraced(function*(args: ReadonlyArray<string>) {
  const env = { ...environment(), HOME: yield* home }
  return yield* Effect.callback<{ readonly code: number | null; readonly out: string; readonly err: string }>(
    (resume) => {
      const child = execFile(
        process.execPath,
        [fs.realpathSync(inspector), "--cli", ...args],
        { env, timeout: 30_000 },
        (_, out, err) => resume(Effect.succeed({ code: child.exitCode, out, err }))
      )
    }
  )
})

const clean = ({ code, err, out }: { readonly code: number | null; readonly out: string; readonly err: string }) => {
  assert.strictEqual(code, 0, err)
  assert.include(out, "qt_objects_tree")
  assert.match(err, /^0 errors, /m)
}

describe("the inspector finds no error in the tools, strictly", () => {
  const listing = ["--strict", "--method", "tools/list"]

  it.live("over HTTP", () =>
    Effect.gen(function*() {
      const { url } = yield* Gateway.open(tools)
      clean(yield* inspect([...listing, "--transport", "http", "--server-url", `${url}/mcp`]))
    }), 40_000)

  it.live("on stdio", () =>
    Effect.gen(function*() {
      clean(yield* inspect([...listing, "--", process.execPath, bin(), ...tools]))
    }), 40_000)
})

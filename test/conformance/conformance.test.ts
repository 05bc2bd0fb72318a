import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { execFile } from "node:child_process"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import { listenMcp } from "../../src/layers/HttpHost.ts"
import * as fixture from "./fixture/program.ts"

const suite = fileURLToPath(
  new URL("../../node_modules/@modelcontextprotocol/conformance/dist/index.js", import.meta.url)
)

/** A folder that is gone with the scope: the suite writes down what it saw. */
const folder = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-conformance-"))),
  (made) => Effect.sync(() => fs.rmSync(made, { recursive: true, force: true }))
)

/** Runs what a revision requires against a server; gives the exit code and all it printed. */
const run = Effect.fnUntraced(function*(url: string, revision: string) {
  const args = ["server", "--url", url, "--requirements", revision, "--output-dir", yield* folder]
  return yield* Effect.callback<{ readonly code: number; readonly printed: string }>((resume) => {
    const child = execFile(
      process.execPath,
      [suite, ...args],
      { timeout: 60_000 },
      (_, stdout, stderr) => resume(Effect.succeed({ code: child.exitCode ?? -1, printed: `${stdout}\n${stderr}` }))
    )
  })
})

/** The scenarios the suite requires of a server of each revision, so that none of them is left out unseen. */
const required = { "2025-11-25": 30, "2026-07-28": 37 }

describe("the official conformance suite finds no failure", () => {
  for (const [revision, scenarios] of Object.entries(required)) {
    it.live(revision, () =>
      Effect.gen(function*() {
        const url = yield* listenMcp({ address: { host: "127.0.0.1", port: 0 }, token: undefined })
        const { code, printed } = yield* run(`${url}/mcp`, revision)
        assert.strictEqual(code, 0, printed)
        assert.isAtLeast([...printed.matchAll(/^✓ \S+: [1-9]\d* passed, 0 failed$/gm)].length, scenarios, printed)
      }).pipe(Effect.provide(fixture.layer)), 90_000)
  }
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import * as fs from "node:fs"
import * as path from "node:path"
import { rolldown } from "rolldown"
import configs from "../../rolldown.config.ts"
import { run } from "../harness/mcp/BridgeProcess.ts"
import { root } from "../house/sources.ts"
import { changed, recorded, session } from "./recorded.ts"

const [, ofLibrary] = configs

/** A project with this package installed, in a folder from which `effect` and `vitest` are found as well. */
const project = Effect.gen(function*() {
  const cache = path.join(root, "node_modules", ".cache")
  const dir = yield* Effect.acquireRelease(
    Effect.sync(() => {
      fs.mkdirSync(cache, { recursive: true })
      return fs.mkdtempSync(path.join(cache, "qtmcp-replay-"))
    }),
    (made) => Effect.sync(() => fs.rmSync(made, { recursive: true, force: true }))
  )
  const installed = path.join(dir, "node_modules", "qtmcp")
  yield* Effect.promise(async () => {
    const bundle = await rolldown({ ...ofLibrary, logLevel: "silent" })
    await bundle.write({ ...ofLibrary?.output, dir: path.join(installed, "dist", "lib") })
    await bundle.close()
  })
  fs.copyFileSync(path.join(root, "package.json"), path.join(installed, "package.json"))
  fs.writeFileSync(path.join(dir, "package.json"), "{\"type\":\"module\",\"private\":true}")
  fs.writeFileSync(
    path.join(dir, "vitest.config.ts"),
    "export default { test: { include: [\"*.test.ts\"], exclude: [] } }\n"
  )
  return dir
})

/** Runs the tests of a project, as its owner would. */
const vitest = (dir: string, environment: Readonly<Record<string, string>> = {}) =>
  Effect.callback<{ readonly code: number | null; readonly output: string }>((resume) => {
    const args = [path.join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", dir]
    const env = { PATH: process.env["PATH"], HOME: dir, NO_COLOR: "1", ...environment }
    const child = spawn(process.execPath, args, { cwd: dir, env, stdio: ["ignore", "pipe", "pipe"] })
    const output: Array<string> = []
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()))
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()))
    child.on("close", (code) => resume(Effect.succeed({ code, output: output.join("") })))
    return Effect.sync(() => void child.kill("SIGKILL"))
  })

const emit = Effect.fnUntraced(function*(dir: string, file: string) {
  const { code, stderr, stdout } = yield* run(["replay", file, "--emit-test", "--demo", "--no-discovery"])
  assert.deepStrictEqual([code, stderr], [0, ""])
  fs.writeFileSync(path.join(dir, "session.test.ts"), stdout)
  return stdout
})

describe("qtmcp replay --emit-test", () => {
  it.live(
    "prints a test that passes on the same application, and fails where an answer is another",
    () =>
      Effect.gen(function*() {
        const dir = yield* project
        const file = yield* recorded(session)
        const text = yield* emit(dir, file)
        assert.include(text, "from \"qtmcp\"")
        assert.include(text, "demo: true")
        // Nothing of the environment it was printed in.
        assert.notInclude(text, process.env["PATH"] ?? "PATH")
        // The wait was answered after what it waited for.
        assert.match(
          text,
          /session\.begin\(\d+, \{ tool: "qt_wait"[^]*tool: "qt_batch"[^]*session\.answer/
        )
        const same = yield* vitest(dir)
        assert.strictEqual(same.code, 0, same.output)
        assert.match(same.output, /1 passed/)

        yield* emit(dir, changed(file, /"mcp_out".*"call":4,/, "Ada", "Bob"))
        const other = yield* vitest(dir)
        assert.strictEqual(other.code, 1, other.output)
        assert.match(other.output, /call 4, qt_properties_get .*another answer/)
      }),
    90_000
  )

  it.live("holds no secret, and takes it from the file it is told", () =>
    Effect.gen(function*() {
      const dir = yield* project
      const secrets = path.join(dir, "secrets.txt")
      fs.writeFileSync(secrets, "hunter2\n")
      const file = yield* recorded(
        Effect.fnUntraced(function*(call) {
          yield* call("qt_properties_set", { objectId: "nameEdit", name: "text", value: "hunter2" })
          yield* call("qt_properties_get", { objectId: "nameEdit", name: "text" })
        }),
        { secrets }
      )
      assert.notInclude(yield* emit(dir, file), "hunter2")
      const without = yield* vitest(dir)
      assert.strictEqual(without.code, 1)
      assert.include(without.output, "it typed a secret")
      const given = yield* vitest(dir, { QTMCP_SECRETS: secrets })
      assert.strictEqual(given.code, 0, given.output)
    }), 90_000)
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { deadPort } from "../harness/mcp/BridgeProcess.ts"
import { connect } from "../harness/mcp/LineClient.ts"
import { listen } from "../harness/mcp/PlainProbe.ts"
import { untilTrue } from "../harness/mcp/until.ts"

const directory = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-log-"))),
  (dir) => Effect.sync(() => fs.rmSync(dir, { recursive: true, force: true }))
)

/** Lets a bridge log a notice (it connects) and a warning (it is sent garbage), and end. */
const logging = Effect.fnUntraced(function*(args: ReadonlyArray<string>) {
  const probe = yield* listen
  const client = yield* connect(["--ws-url", probe.url, ...args])
  yield* client.request("tools/call", { name: "qtmcp_connect" })
  client.write("garbage\n")
  yield* client.request("ping")
  client.closeInput()
  const { code } = yield* client.ended
  assert.strictEqual(code, 0)
  assert.isAbove(client.frames().length, 2)
  return client.stderr()
})

const levelsOf = (log: string) => [...new Set([...log.matchAll(/level=(\w+)/g)].map((match) => match[1]))]

describe("the log", () => {
  const cases = [
    ["info", ["INFO", "WARN"]],
    ["warn", ["WARN"]],
    ["error", []],
    ["none", []]
  ] as const
  for (const [level, levels] of cases) {
    it.live(`--log-level ${level}`, () =>
      Effect.map(
        logging(["--log-level", level]),
        (log) => assert.sameMembers(levelsOf(log), [...levels])
      ))
  }

  it.live("--log-file is appended to, and stderr is empty", () =>
    Effect.gen(function*() {
      const file = path.join(yield* directory, "bridge.log")
      fs.writeFileSync(file, "before\n")
      const stderr = yield* logging(["--log-file", file])
      assert.strictEqual(stderr, "")
      const log = fs.readFileSync(file, "utf8")
      assert.isTrue(log.startsWith("before\n"))
      assert.sameMembers(levelsOf(log), ["INFO", "WARN"])
    }))
})

describe("--structured", () => {
  it.live("sends the data beside the text; without it there is none", () =>
    Effect.gen(function*() {
      const plain = yield* connect(["--port", deadPort])
      const { result: text } = yield* plain.request("tools/call", { name: "qtmcp_status" })
      assert.notProperty(text, "structuredContent")
      const structured = yield* connect(["--port", deadPort, "--structured"])
      const { result: both } = yield* structured.request("tools/call", { name: "qtmcp_status" })
      assert.deepInclude(both, { content: text?.["content"] })
      assert.propertyVal(both?.["structuredContent"], "state", "idle")
    }))
})

describe("--mode", () => {
  const families = { native: "qt_", cu: "cu_", chrome: "chr_" }
  const offered = Effect.fnUntraced(function*(mode: string) {
    const client = yield* connect(["--port", deadPort, "--mode", mode])
    const { result } = yield* client.request("tools/list")
    const listed = JSON.stringify(result)
    assert.include(listed, "qtmcp_status")
    return Object.entries(families).filter(([, prefix]) => listed.includes(`"name":"${prefix}`)).map(([name]) => name)
  })
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ["native", ["native"]],
    ["cu", ["cu"]],
    ["chrome", ["chrome"]],
    ["native,chrome", ["native", "chrome"]],
    ["all", ["native", "cu", "chrome"]]
  ]
  for (const [mode, families] of cases) {
    it.live(mode, () => Effect.map(offered(mode), (found) => assert.deepStrictEqual(found, [...families])))
  }
})

describe("proxy variables", () => {
  const nowhere = `http://127.0.0.1:${deadPort}`
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
  const env = { NODE_USE_ENV_PROXY: "1", ...Object.fromEntries(names.map((name) => [name, nowhere])) }
  for (const host of ["127.0.0.1", "localhost"]) {
    it.live(`do not matter to a probe on ${host}`, () =>
      Effect.gen(function*() {
        const probe = yield* listen
        const client = yield* connect(["--ws-url", `ws://${host}:${probe.port}`], { env })
        const { result } = yield* client.request("tools/call", { name: "qtmcp_connect" })
        assert.notProperty(result, "isError", JSON.stringify(result))
        yield* untilTrue("the ping", () => probe.methods().includes("ping"))
      }))
  }
})

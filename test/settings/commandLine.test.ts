import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import packageJson from "../../package.json" with { type: "json" }
import { environmentNames, rows } from "../../src/layers/settings/table.ts"
import { run } from "../harness/mcp/BridgeProcess.ts"
import { fileWith } from "./places.ts"

const refused = Effect.fnUntraced(function*(
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>>,
  names: ReadonlyArray<string>
) {
  const { code, stderr, stdout } = yield* run(args, env)
  assert.strictEqual(code, 2)
  assert.strictEqual(stdout, "")
  assert.match(stderr, /^qtmcp: [^\n]+\n$/)
  for (const name of names) assert.include(stderr, name)
})

describe("a process that cannot start says so in one line, exit code 2", () => {
  it.live("a bad value", () => refused(["--mode", "x"], {}, ["--mode", "native", "cu", "chrome", "all"]))
  it.live("a bad variable", () => refused([], { QTMCP_PORT: "x" }, ["QTMCP_PORT", "65535"]))
  it.live("an unknown flag", () => refused(["--prot", "1"], {}, ["--prot", "did you mean --port?"]))
  it.live("two applications", () => refused(["--demo", "--port", "9400"], {}, ["--demo and --port exclude"]))
  it.live("an unknown flag of two lines", () => refused(["--prot\nx"], {}, ["--prot"]))
  it.live("no such --config", () => refused(["--config", "/no/such.json"], {}, ["--config", "/no/such.json"]))
  it.live("a --config that is no JSON", () =>
    Effect.flatMap(fileWith("{"), (file) => refused(["--config", file], {}, ["--config", file])))
  it.live("a --log-file that cannot be written", () =>
    refused(["--log-file", "/no/such/dir/x.log"], {}, ["--log-file", "/no/such/dir/x.log"]))
})

describe("--help and --version", () => {
  const bad = { QTMCP_MODE: "nonsense", QTMCP_CONFIG: "/no/such.json" }
  for (const args of [["--help"], ["-h"], ["--port", "x", "--help"], ["--nonsense", "--help", "--version"]]) {
    it.live(`${args.join(" ")} with a bad environment`, () =>
      Effect.gen(function*() {
        const { code, stderr, stdout } = yield* run(args, bad)
        assert.strictEqual(code, 0)
        assert.strictEqual(stderr, "")
        for (const { about, default: fallback, flag } of rows) {
          const line = stdout.split("\n").find((each) => each.trim().startsWith(`--${flag} `)) ?? ""
          assert.include(line, about)
          assert.include(line, environmentNames(flag)[0])
          assert.include(line, fallback)
        }
      }))
  }

  it.live("--version is the package's", () =>
    Effect.gen(function*() {
      const { code, stderr, stdout } = yield* run(["--version", "--nonsense"], bad)
      assert.deepStrictEqual({ code, stderr, stdout }, { code: 0, stderr: "", stdout: `${packageJson.version}\n` })
    }))
})

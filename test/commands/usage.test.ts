import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { commands } from "../../src/layers/commands/commands.ts"
import { run } from "../harness/mcp/BridgeProcess.ts"

describe("commands", () => {
  it.live("--help of the program lists them with what they do", () =>
    Effect.gen(function*() {
      const { stdout } = yield* run(["--help"])
      for (const [name, { about }] of commands) {
        assert.match(stdout, new RegExp(`^  ${name} +${about.replaceAll(/[^\w\s]/g, ".")}$`, "m"))
      }
    }))

  for (const name of commands.keys()) {
    it.live(`${name} --help tells how it is used, whatever else is said`, () =>
      Effect.gen(function*() {
        const { code, stderr, stdout } = yield* run([name, "--nonsense", "--help"], { QTMCP_MODE: "nonsense" })
        assert.deepStrictEqual({ code, stderr }, { code: 0, stderr: "" })
        assert.isTrue(stdout.startsWith(`usage: qtmcp ${name}`), stdout)
      }))

    it.live(`${name}: an unknown flag is one line on stderr, exit code 2`, () =>
      Effect.gen(function*() {
        const { code, stderr, stdout } = yield* run([name, "--nonsense"])
        assert.deepStrictEqual({ code, stdout }, { code: 2, stdout: "" })
        assert.match(stderr, /^qtmcp[^\n]+\n$/)
      }))
  }

  it.live("a word that is no command is told so", () =>
    Effect.gen(function*() {
      const { code, stderr } = yield* run(["cal"])
      assert.strictEqual(code, 2)
      assert.include(stderr, "unexpected argument \"cal\"")
      assert.include(stderr, "qtmcp --help")
    }))
})

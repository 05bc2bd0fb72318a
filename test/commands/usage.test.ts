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
      assert.include(stderr, "no command \"cal\" (did you mean call?)")
      assert.include(stderr, "qtmcp --help")
    }))

  for (const argv of [["call", "ui_snapshot", "--prot", "1"], ["executor", "--prot", "1"], ["doctor", "--prot=1"]]) {
    it.live(`a mistyped flag is named before its value is taken for a word: ${argv.join(" ")}`, () =>
      Effect.gen(function*() {
        const { code, stderr } = yield* run(argv)
        assert.strictEqual(code, 2)
        assert.include(stderr, "unknown flag --prot (did you mean --port?)")
      }))
  }
})

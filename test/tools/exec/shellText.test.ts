import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FastCheck from "fast-check"
import { execFileSync } from "node:child_process"
import { shellText } from "../../../src/layers/remote/shellText.ts"

const shell = (text: string): string => execFileSync("/bin/sh", ["-c", text], { encoding: "utf8" })

describe("a command for an executor that takes text alone", () => {
  it.effect("is the same words to a shell, whatever is in them", () =>
    Effect.gen(function*() {
      const word = FastCheck.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", ""))
      for (const words of FastCheck.sample(FastCheck.array(word, { minLength: 1, maxLength: 3 }), 15)) {
        const text = yield* shellText({ run: ["printf", "%s\\0", "'$HOME` \"\n;&|", ...words] })
        assert.deepStrictEqual(shell(text).split("\0").slice(1, -1), words)
      }
    }))

  it.effect("runs in its folder, and not at all where that is not there", () =>
    Effect.gen(function*() {
      assert.strictEqual(shell(yield* shellText({ run: "pwd; pwd", cwd: "/" })), "/\n/\n")
      const nowhere = yield* shellText({ run: "echo ran # a comment", cwd: "/no such folder" })
      assert.throws(() => execFileSync("/bin/sh", ["-c", nowhere], { stdio: "pipe" }))
      assert.strictEqual(shell(yield* shellText({ run: "echo ran # a comment", cwd: "/" })), "ran\n")
    }))

  it.effect("is refused where it wants variables, which everybody could read", () =>
    Effect.gen(function*() {
      const { hint } = yield* Effect.flip(shellText({ run: "env", env: { SECRET: "s" } }))
      assert.include(hint, "qtmcp executor")
    }))
})

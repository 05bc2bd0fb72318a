import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { wordsOf } from "../../src/layers/executor/words.ts"
import { served } from "../harness/executor/serving.ts"
import { executable, folder } from "../harness/target/files.ts"

describe("with an allow-list", () => {
  const shell = [
    "echo ok && id",
    "echo ok; id",
    "echo ok | cat",
    "echo $(id)",
    "echo `id`",
    "echo \"$HOME\"",
    "echo ok > file",
    "echo *",
    "echo ok\nid",
    "echo ok &",
    "A=b echo ok",
    "echo ~",
    "echo {a,b}",
    "echo 'open"
  ]
  it.live("whatever only a shell could do is -32001 with a hint, and nothing runs", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { allowed: ["echo"] } })
      for (const command of shell) {
        const { error } = yield* client.request("execute", { command })
        assert.strictEqual(error?.code, -32_001, command)
        assert.include(String(error?.data?.["hint"]), "argv")
      }
      assert.deepStrictEqual(client.notices("process.started"), [])
    }))

  it.live("a program is allowed by its name, its path and a link's target, and no other of that name is", () =>
    Effect.gen(function*() {
      const dir = yield* folder
      const own = executable(path.join(dir, "mine"), "#!/bin/sh\necho mine\n")
      const impostor = executable(path.join(dir, "echo"), "#!/bin/sh\necho impostor\n")
      const client = yield* served({ policy: { allowed: ["echo", own] } })
      const codeOf = (argv: ReadonlyArray<string>, cwd = "/") =>
        Effect.map(client.request("execute", { argv, cwd }), ({ error }) => error?.code)
      assert.strictEqual(yield* codeOf([impostor, "a"]), -32_001)
      assert.strictEqual(yield* codeOf(["./echo", "a"], dir), -32_001)
      assert.strictEqual(yield* codeOf(["mine"], dir), -32_001)
      assert.strictEqual(yield* codeOf(["id"]), -32_001)
      assert.strictEqual(yield* codeOf([""]), -32_602)
      for (const [round, argv] of [["echo", "a"], ["/bin/echo", "b"], [own], ["./mine"]].entries()) {
        yield* client.execute({ argv, cwd: dir })
        yield* client.completed(round + 1)
      }
      assert.strictEqual(client.output("stdout"), "a\nb\nmine\nmine\n")
    }))

  it.live("one file that is many programs is allowed under the name that was given", () =>
    Effect.gen(function*() {
      const dir = yield* folder
      executable(path.join(dir, "many"), "#!/bin/sh\necho as ${0##*/}\n")
      fs.symlinkSync("many", path.join(dir, "list"))
      fs.symlinkSync("many", path.join(dir, "remove"))
      const client = yield* served({ policy: { allowed: [path.join(dir, "list")] } })
      const { error } = yield* client.request("execute", { argv: [path.join(dir, "remove")] })
      assert.strictEqual(error?.code, -32_001)
      assert.strictEqual((yield* client.request("execute", { argv: [path.join(dir, "many")] })).error?.code, -32_001)
      yield* client.execute({ argv: [path.join(dir, "list")] })
      yield* client.completed()
      assert.strictEqual(client.output("stdout"), "as list\n")
    }))

  it.live("what is run is the file of the list, not the link that led to it", () =>
    Effect.gen(function*() {
      const [dir, other] = [yield* folder, yield* folder]
      const own = executable(path.join(dir, "mine"), "#!/bin/sh\necho $0\n")
      fs.symlinkSync(own, path.join(other, "mine"))
      const client = yield* served({ policy: { allowed: [own] } })
      yield* client.execute({ argv: [path.join(other, "mine")] })
      yield* client.completed()
      assert.strictEqual(client.output("stdout"), `${own}\n`)
    }))

  it.live("no variable can make an allowed program another", () =>
    Effect.gen(function*() {
      const client = yield* served({ policy: { allowed: ["echo"] } })
      const { error } = yield* client.request("execute", { argv: ["echo"], env: { LD_PRELOAD: "evil.so" } })
      assert.strictEqual(error?.code, -32_001)
    }))
})

describe("words", () => {
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ["echo a  b", ["echo", "a", "b"]],
    ["  git log HEAD~1 --format='%h %s' ", ["git", "log", "HEAD~1", "--format=%h %s"]],
    ["a \"b c\"'d e'f", ["a", "b cd ef"]],
    ["a '' \"\"", ["a", "", ""]],
    ["a \"q \\\" \\\\ \\$ \\n\"", ["a", "q \" \\ $ \\n"]],
    ["a b\\ c \\$ '$HOME' '*'", ["a", "b c", "$", "$HOME", "*"]],
    ["find . -exec ls {} +", ["find", ".", "-exec", "ls", "{}", "+"]],
    ["env A=b", ["env", "A=b"]],
    ["grep a]b c#d", ["grep", "a]b", "c#d"]]
  ]
  for (const [text, words] of cases) {
    it(`of ${text}`, () => {
      assert.deepStrictEqual(wordsOf(text), { _tag: "words", words })
    })
  }
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { openLogFile } from "../../../src/layers/record/LogFile.ts"
import { fileWith, newFile } from "./places.ts"

const line = (number: number): string => `{"ts":"x","number":${number},"filling":"${"-".repeat(60)}"}`
const numbersIn = (file: string): ReadonlyArray<number> =>
  [...fs.readFileSync(file, "utf8").matchAll(/"number":(\d+)/g)].map((match) => Number(match[1]))
const modeOf = (file: string): string => (fs.statSync(file).mode & 0o777).toString(8)

describe("the file of a session log", () => {
  it.live("is its owner's alone, also where it was there before", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      openLogFile(file, { size: 1000, files: 2 }).close()
      assert.strictEqual(modeOf(file), "600")
      fs.chmodSync(file, 0o644)
      openLogFile(file, { size: 1000, files: 2 }).close()
      assert.strictEqual(modeOf(file), "600")
    }))

  it.live("turns over by size, keeps so many files, and loses no line between", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const log = openLogFile(file, { size: 1000, files: 3 })
      for (let number = 1; number <= 40; number++) log.append(line(number))
      log.close()
      const files = [`${file}.2`, `${file}.1`, file]
      assert.isFalse(fs.existsSync(`${file}.3`))
      for (const one of files) {
        assert.isAtMost(fs.statSync(one).size, 1000)
        assert.strictEqual(modeOf(one), "600")
      }
      const numbers = files.flatMap(numbersIn)
      assert.strictEqual(numbers.at(-1), 40)
      assert.deepStrictEqual(numbers, numbers.map((_, index) => 40 - numbers.length + 1 + index))
      assert.isAbove(numbers.length, 20)
    }))

  it.live("of one file the content begins anew", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const log = openLogFile(file, { size: 1000, files: 1 })
      for (let number = 1; number <= 12; number++) log.append(line(number))
      log.close()
      assert.isAtMost(fs.statSync(file).size, 1000)
      assert.strictEqual(numbersIn(file).at(-1), 12)
      assert.deepStrictEqual(fs.readdirSync(path.dirname(file)), ["log.jsonl"])
    }))

  it.live("a line that is larger than a file has one of its own", () =>
    Effect.gen(function*() {
      const file = yield* newFile("log.jsonl")
      const log = openLogFile(file, { size: 100, files: 5 })
      log.append(line(1))
      log.append(`{"ts":"x","number":2,"filling":"${"-".repeat(500)}"}`)
      log.append(line(3))
      log.close()
      assert.deepStrictEqual([`${file}.2`, `${file}.1`, file].map(numbersIn), [[1], [2], [3]])
    }))

  it.live("goes on behind half a line that a crash left", () =>
    Effect.gen(function*() {
      const file = yield* fileWith("log.jsonl", `${line(1)}\n{"ts":"x","num`)
      const log = openLogFile(file, { size: 10_000, files: 2 })
      log.append(line(2))
      log.close()
      assert.deepStrictEqual(fs.readFileSync(file, "utf8").split("\n"), [line(1), "{\"ts\":\"x\",\"num", line(2), ""])
    }))

  it.live("is no other file, no folder, no pipe and not what stdout goes to", () =>
    Effect.gen(function*() {
      const notes = yield* fileWith("notes.txt", "shopping list\n")
      const open = (path: string) => () => openLogFile(path, { size: 1000, files: 2 })
      assert.throws(open(notes), /no session log/)
      assert.strictEqual(fs.readFileSync(notes, "utf8"), "shopping list\n")
      assert.throws(open("/"), /EISDIR/)
      assert.throws(open("/dev/null"), /no file of its own/)
      assert.throws(open("/dev/stdout"))
      assert.throws(open("/no/such/folder/log.jsonl"), /ENOENT/)
    }))
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { qtMajorOf, readElf } from "../../../src/layers/launcher/elf.ts"
import { findExecutable } from "../../../src/layers/launcher/executable.ts"
import { findProbe } from "../../../src/layers/launcher/probes.ts"
import { toolsFolder } from "../../../src/layers/launcher/toolsFolder.ts"
import { elfBytes, executable, folder } from "../../harness/target/files.ts"

const core = (major: number) => ["libm.so.6", `libQt${major}Widgets.so.${major}`, `libQt${major}Core.so.${major}`]

const put = (file: string, content: Uint8Array): string => {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, content)
  return file
}

/** A folder with `bin/app`, which links this major of Qt, and a data folder; probes are made at these places. */
const place = Effect.fnUntraced(function*(major: number, probes: Readonly<Record<string, number>>) {
  const dir = yield* folder
  const data = path.join(dir, "data")
  put(path.join(dir, "bin", "app"), elfBytes(core(major)))
  const app = executable(path.join(dir, "bin", "app"), elfBytes(core(major)))
  for (const [file, qt] of Object.entries(probes)) put(path.join(dir, file), elfBytes(core(qt)))
  const environment = { XDG_DATA_HOME: data }
  const find = Effect.fnUntraced(function*(qtVersion?: string, given?: string) {
    const target = yield* findExecutable(app, {})
    return path.relative(dir, yield* findProbe(target, { given, qtVersion, environment }))
  })
  return { dir, find, environment }
})

const tools = (version: string) => `data/qtmcp/tools/qt${version}/libqtPilot-probe.so`

describe("an ELF file", () => {
  it.effect("says what it links, and so its Qt", () =>
    Effect.gen(function*() {
      const file = put(path.join(yield* folder, "x"), elfBytes(core(5)))
      const elf = yield* readElf(file)
      assert.deepStrictEqual(elf?.needed, core(5))
      assert.strictEqual(elf === undefined ? undefined : qtMajorOf(elf), 5)
    }))

  it.effect("of this machine is read: Node itself", () =>
    Effect.gen(function*() {
      const elf = yield* readElf(process.execPath)
      assert.isTrue(elf?.needed.some((name) => name.startsWith("libc.so")))
      assert.isUndefined(elf === undefined ? 0 : qtMajorOf(elf))
    }))

  it.effect("cut anywhere, or with any byte changed, does no harm", () =>
    Effect.gen(function*() {
      const dir = yield* folder
      const whole = elfBytes(core(6))
      for (let at = 0; at < whole.length; at += 3) {
        yield* readElf(put(path.join(dir, "cut"), whole.subarray(0, at)))
        const changed = Buffer.from(whole)
        changed.writeUInt8(0xff, at)
        yield* readElf(put(path.join(dir, "changed"), changed))
      }
    }))
})

describe("the probe for a target", () => {
  it.effect("is the one beside it, in lib, or downloaded, in this order, and of its Qt", () =>
    Effect.gen(function*() {
      const beside = "bin/libqtPilot-probe-qt6.4.so"
      const lib = "lib/libqtmcp-probe.so"
      assert.strictEqual(yield* (yield* place(6, { [beside]: 6, [lib]: 6, [tools("6.8")]: 6 })).find(), beside)
      assert.strictEqual(yield* (yield* place(6, { [beside]: 5, [lib]: 6, [tools("6.8")]: 6 })).find(), lib)
      assert.strictEqual(yield* (yield* place(6, { [lib]: 5, [tools("6.8")]: 6 })).find(), tools("6.8"))
    }))

  it.effect("is of several the highest version, by number", () =>
    Effect.gen(function*() {
      const { find } = yield* place(6, { [tools("6.9")]: 6, [tools("6.10")]: 6, [tools("5.15")]: 5 })
      assert.strictEqual(yield* find(), tools("6.10"))
      assert.strictEqual(yield* find("6.9"), tools("6.9"))
      assert.include((yield* Effect.flip(find("6.1"))).message, "no probe for Qt 6.1 was found")
    }))

  it.effect("that is missing is said with what there is and how to get one", () =>
    Effect.gen(function*() {
      const { dir, environment, find } = yield* place(5, { [tools("6.8")]: 6 })
      const { message } = yield* Effect.flip(find())
      for (
        const part of ["Qt 5", path.dirname(toolsFolder(environment, "x")), `${path.join(dir, tools("6.8"))} (Qt 6)`]
      ) {
        assert.include(message, part)
      }
      assert.include(message, "qtmcp download-tools --qt-version 5.15")
    }))

  it.effect("that was named has to be for its Qt", () =>
    Effect.gen(function*() {
      const { dir, find } = yield* place(5, { "five.so": 5, "six.so": 6 })
      assert.strictEqual(yield* find(undefined, path.join(dir, "five.so")), "five.so")
      const { message } = yield* Effect.flip(find(undefined, path.join(dir, "six.so")))
      assert.match(message, /it is a Qt 5 application and the probe .*six\.so is for Qt 6/)
    }))
})

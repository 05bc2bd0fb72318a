import { assert, describe, it } from "@effect/vitest"
import * as zlib from "node:zlib"
import { type ArchiveFile, safeName } from "../../../src/layers/download/entries.ts"
import { readTarGz } from "../../../src/layers/download/tar.ts"
import { readZip } from "../../../src/layers/download/zip.ts"
import { type Entry, pax, tar, tarGz, zip } from "./archives.ts"

const shown = (files: ReadonlyArray<ArchiveFile>) =>
  files.map(({ bytes, isExecutable, name }) => [name, bytes.toString(), isExecutable])

const honest: ReadonlyArray<Entry> = [
  { name: "./qtPilot-probe.so", content: "probe" },
  { name: "testapp/lib/a.so", content: "x".repeat(1500) },
  { name: "qtPilot-launcher", content: "run", mode: 0o100755 },
  { name: "empty" }
]
const expected = [
  ["qtPilot-probe.so", "probe", false],
  ["testapp/lib/a.so", "x".repeat(1500), false],
  ["qtPilot-launcher", "run", true],
  ["empty", "", false]
]

/** Names no file of ours may get. */
const hostileNames = [
  "../evil",
  "a/../../evil",
  "/etc/evil",
  "a/..",
  "C:/evil",
  "C:\\evil",
  "..\\evil",
  "a\nb",
  "nul\u0000",
  "dots./x",
  "space /x",
  "",
  "x".repeat(300)
]

const readers = [
  { what: "tar.gz", pack: tarGz, read: readTarGz },
  { what: "zip", pack: zip, read: readZip }
]

for (const { pack, read, what } of readers) {
  describe(what, () => {
    it("gives names, bytes, and what may be run", () => {
      assert.deepStrictEqual(shown(read(pack([...honest]))), expected)
      assert.deepStrictEqual(read(pack([])), [])
    })

    for (const name of ["../evil", "a/../../evil", "/evil", "C:\\evil", "a\\..\\..\\evil"]) {
      it(`refuses the whole archive for the name ${name}`, () => {
        assert.throws(
          () => read(pack([...honest, { name, content: "x" }])),
          /refused and nothing was unpacked.*leads elsewhere/
        )
      })
    }

    it("refuses what is damaged, wherever", () => {
      const whole = pack([...honest])
      assert.throws(() => read(Buffer.alloc(0)), /refused/)
      assert.throws(() => read(Buffer.from("<html>Not Found</html>")), /refused/)
      for (const length of [10, 30, Math.floor(whole.length / 2), whole.length - 9]) {
        assert.throws(() => read(whole.subarray(0, length)), /refused/)
      }
    })

    it("bounds the number of files", () => {
      const many = Array.from({ length: 10_001 }, (_, index) => ({ name: String(index) }))
      assert.throws(() => read(pack(many)), /more than 10000 files/)
    })
  })
}

describe("names", () => {
  for (const name of hostileNames) {
    it(`${JSON.stringify(name.slice(0, 20))} is none`, () => assert.isUndefined(safeName(name)))
  }
  it("are made plain", () => assert.strictEqual(safeName("./a//b/./c.d"), "a/b/c.d"))
})

describe("what only tar has", () => {
  const kinds = { "a symbolic link": "2", "a hard link": "1", "a device": "3", "a pipe": "6" }
  for (const [what, type] of Object.entries(kinds)) {
    it(`refuses ${what}`, () => {
      const link = { name: "lib", type, link: "/etc" }
      assert.throws(() => readTarGz(tarGz([...honest, link])), new RegExp(`"lib" is ${what}`))
    })
  }

  it("refuses kinds it does not know", () => {
    assert.throws(() => readTarGz(tarGz([{ name: "sparse", type: "S" }])), /unknown kind "S"/)
  })

  it("stops to unpack where it gets too large", () => {
    const bomb = tarGz([{ name: "zeros", content: Buffer.alloc(1_000_000) }])
    assert.isBelow(bomb.length, 10_000)
    assert.throws(() => readTarGz(bomb, 100_000), /unpacks to more than 100000 bytes/)
    assert.strictEqual(readTarGz(bomb, 2_000_000).length, 1)
  })

  it("takes long names of both kinds, folders, and headers for all", () => {
    const long = `${"d".repeat(90)}/${"f".repeat(90)}`
    const entries = [
      { name: "global", type: "g", content: "19 comment=nothing\n" },
      { name: "./", type: "5" },
      { name: "folder/", type: "5" },
      pax("path", long),
      { name: "short", content: "1" },
      { name: "@LongLink", type: "L", content: `${long}2\0` },
      { name: "short", content: "2" },
      { name: "after", content: "3" }
    ]
    assert.deepStrictEqual(shown(readTarGz(tarGz(entries))).map(([name, bytes]) => [name, bytes]), [
      [long, "1"],
      [`${long}2`, "2"],
      ["after", "3"]
    ])
  })

  it("a long name leads elsewhere no less", () => {
    assert.throws(
      () => readTarGz(tarGz([pax("path", "../../evil"), { name: "fine", content: "x" }])),
      /leads elsewhere/
    )
    assert.throws(
      () => readTarGz(tarGz([{ name: "x", type: "L", content: "/evil\0" }, { name: "fine" }])),
      /leads elsewhere/
    )
  })

  it("refuses a second size, a size beyond the end, and a header that was changed", () => {
    assert.throws(() => readTarGz(tarGz([pax("size", "0"), { name: "a", content: "x" }])), /two sizes/)
    assert.throws(() => readTarGz(tarGz([{ name: "a", content: "x", size: 1_000_000 }])), /cut/)
    const changed = tar([...honest])
    changed[0] = 88
    assert.throws(() => readTarGz(zlib.gzipSync(changed)), /header in it is damaged/)
  })
})

describe("what only zip has", () => {
  it("refuses links, by the mode Unix gives them", () => {
    assert.throws(() => readZip(zip([{ name: "lib", content: "/etc", mode: 0o120777 }])), /"lib" is a link/)
  })

  it("refuses a file that unpacks to another size than it says", () => {
    const bomb = { name: "bomb", content: Buffer.alloc(1_000_000), size: 10 }
    assert.throws(() => readZip(zip([bomb])), /larger than it says/)
    assert.throws(() => readZip(zip([{ ...bomb, size: 2_000_000 }])), /another size/)
  })

  it("refuses what says that it unpacks to more than there is room for", () => {
    const large = { content: "x", size: 800 * 1024 * 1024 }
    assert.throws(
      () => readZip(zip([{ name: "a", content: "x" }, { name: "b", ...large }, { name: "c", ...large }])),
      /refused/
    )
  })
})

import { assert, describe, it } from "@effect/vitest"
import { checksumOf } from "../../../src/layers/download/checksums.ts"
import { archiveName, releaseUrl, resolveQtVersion } from "../../../src/layers/download/releases.ts"

describe("releases", () => {
  const versions = {
    "6.8": "6.8",
    "6.8.2": "6.8",
    "6.10": "6.10",
    "6.10.0": "6.10",
    "5": "5.15",
    "5.15.8": "5.15",
    "5.15-patched": "5.15-patched",
    "6": "6.10",
    latest: "6.10",
    LATEST: "6.10"
  }
  for (const [wanted, version] of Object.entries(versions)) {
    it(`${wanted} is ${version}`, () => assert.strictEqual(resolveQtVersion(wanted), version))
  }

  for (const wanted of ["", "6.", "6.1", "6.11", "4", "7", "6.8-x", "6.8.x", "../6.8", "six"]) {
    it(`${JSON.stringify(wanted)} is none`, () => assert.isUndefined(resolveQtVersion(wanted)))
  }

  it("archives have the names of the project", () => {
    assert.strictEqual(archiveName("6.8", "linux", "x64"), "qtpilot-qt6.8-linux.tar.gz")
    assert.strictEqual(archiveName("6.8", "linux", "x86"), "qtpilot-qt6.8-linux-x86.tar.gz")
    assert.strictEqual(archiveName("5.15", "win32", "x64"), "qtpilot-qt5.15-windows-x64.zip")
    assert.isUndefined(archiveName("6.8", "darwin", "x64"))
  })

  it("stand in a folder of their tag, and GitHub's latest in its own", () => {
    const github = "https://github.com/ssss2art/qtPilot/releases"
    assert.strictEqual(releaseUrl("v0.1.5", undefined), `${github}/download/v0.1.5`)
    assert.strictEqual(releaseUrl("latest", undefined), `${github}/latest/download`)
    assert.strictEqual(releaseUrl("latest", "http://mirror/x//"), "http://mirror/x/latest")
  })
})

describe("SHA256SUMS", () => {
  const [a, b] = ["a".repeat(64), "B".repeat(64)]
  const sums = `${a}  one.tar.gz\r\n${b} *two.zip\n${a}  ./three.zip\nshort  four.zip\n`
  it("is read in both forms, by the whole name", () => {
    assert.strictEqual(checksumOf(sums, "one.tar.gz"), a)
    assert.strictEqual(checksumOf(sums, "two.zip"), b.toLowerCase())
    assert.strictEqual(checksumOf(sums, "three.zip"), a)
    assert.isUndefined(checksumOf(sums, "four.zip"))
    assert.isUndefined(checksumOf(sums, "ne.tar.gz"))
  })
})

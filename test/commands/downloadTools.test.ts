import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as crypto from "node:crypto"
import * as fs from "node:fs"
import * as path from "node:path"
import { run } from "../harness/mcp/BridgeProcess.ts"
import { type Entry, tarGz } from "../layers/download/archives.ts"
import { directory } from "./directory.ts"
import { releaseServer } from "./ReleaseServer.ts"

const archive = "qtpilot-qt6.8-linux.tar.gz"
const at = `/v0.1.5/${archive}`

/** What does not pack well, so that the archive has a middle. */
const noise = crypto.createHash("shake256", { outputLength: 200_000 }).update("noise").digest()

const honest: ReadonlyArray<Entry> = [
  { name: "qtPilot-probe.so", content: noise },
  { name: "qtPilot-launcher", content: "launcher" },
  { name: "testapp/qtPilot-test-app.sh", content: "#!/bin/sh\n" },
  { name: "testapp/plugins/platforms/libqoffscreen.so", content: "plugin" }
]

/** A release with one archive, a home without tools, and how the command is run there. */
const setting = Effect.fnUntraced(function*(entries: ReadonlyArray<Entry> = honest) {
  const server = yield* releaseServer
  server.files.set(at, tarGz(entries))
  server.sum("v0.1.5")
  const home = yield* directory
  const tools = path.join(home, "qtmcp", "tools", "qt6.8")
  const fetchTools = (args: ReadonlyArray<string> = [], env: Readonly<Record<string, string>> = {}) =>
    run(["download-tools", "--qt-version", "6.8", ...args], {
      XDG_DATA_HOME: home,
      QTMCP_DOWNLOAD_URL: server.url,
      ...env
    })
  return { server, home, tools, fetchTools }
})

const filesBelow = (folder: string): ReadonlyArray<string> =>
  fs.existsSync(folder)
    ? fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).toSorted()
    : []

const installed = honest.map(({ name }) => name).toSorted()

describe("qtmcp download-tools", () => {
  it.live("puts probe, launcher and test application where they are looked for, ready to run", () =>
    Effect.gen(function*() {
      const { fetchTools, tools } = yield* setting()
      const { code, stderr, stdout } = yield* fetchTools()
      assert.strictEqual(code, 0, stderr)
      assert.include(stdout, tools)
      assert.deepStrictEqual(filesBelow(tools), installed)
      assert.isTrue(fs.readFileSync(path.join(tools, "qtPilot-probe.so")).equals(noise))
      for (const name of ["qtPilot-probe.so", "qtPilot-launcher", "testapp/qtPilot-test-app.sh"]) {
        assert.strictEqual(fs.statSync(path.join(tools, name)).mode & 0o111, 0o111, name)
      }
      assert.notInclude(stderr, "\r", "a bar is for terminals")
    }))

  it.live("--output, --release and --base-url are heeded; what is there already is replaced", () =>
    Effect.gen(function*() {
      const { fetchTools, home, server, tools } = yield* setting()
      server.files.set(`/v9/${archive}`, tarGz([{ name: "qtPilot-probe.so", content: "new" }]))
      server.sum("v9")
      const folder = path.join(home, "mine")
      fs.mkdirSync(folder)
      fs.writeFileSync(path.join(folder, "qtPilot-probe.so"), "old")
      fs.writeFileSync(path.join(folder, "own.txt"), "own")
      const args = ["--output", folder, "--release", "v9", "--base-url", `${server.url}/`]
      const { code, stderr } = yield* fetchTools(args, { QTMCP_DOWNLOAD_URL: "http://127.0.0.1:1" })
      assert.strictEqual(code, 0, stderr)
      assert.strictEqual(fs.readFileSync(path.join(folder, "qtPilot-probe.so"), "utf8"), "new")
      assert.deepStrictEqual(filesBelow(folder), ["own.txt", "qtPilot-probe.so"])
      assert.isFalse(fs.existsSync(tools))
    }))

  for (const ranges of [true, false]) {
    it.live(`after an interruption it ${ranges ? "goes on" : "begins anew where the server knows no ranges"}`, () =>
      Effect.gen(function*() {
        const { fetchTools, server, tools } = yield* setting()
        server.ranges = ranges
        server.cutAfter = 100_000
        const cut = yield* fetchTools()
        assert.strictEqual(cut.code, 1)
        assert.match(cut.stderr, /run this again: it goes on where it stopped/)
        assert.deepStrictEqual(filesBelow(tools), [`${archive}.v0.1.5.part`])
        const size = fs.statSync(path.join(tools, `${archive}.v0.1.5.part`)).size
        assert.isAbove(size, 0)
        server.cutAfter = undefined
        const { code, stderr } = yield* fetchTools()
        assert.strictEqual(code, 0, stderr)
        assert.strictEqual(server.asked.at(-1), `${at} bytes=${size}-`)
        assert.deepStrictEqual(filesBelow(tools), installed)
        assert.isTrue(fs.readFileSync(path.join(tools, "qtPilot-probe.so")).equals(noise))
      }))
  }

  it.live("a part that does not fit the rest, or is longer than the whole, is fetched anew", () =>
    Effect.gen(function*() {
      for (const wrong of [Buffer.alloc(5000, 1), Buffer.alloc(500_000, 1)]) {
        const { fetchTools, server, tools } = yield* setting()
        fs.mkdirSync(tools, { recursive: true })
        fs.writeFileSync(path.join(tools, `${archive}.v0.1.5.part`), wrong)
        const { code, stderr } = yield* fetchTools()
        assert.strictEqual(code, 0, stderr)
        assert.deepStrictEqual(server.asked.slice(1), [`${at} bytes=${wrong.length}-`, at])
        assert.deepStrictEqual(filesBelow(tools), installed)
      }
    }))

  it.live("an archive that is not what the checksums say is thrown away", () =>
    Effect.gen(function*() {
      const { fetchTools, server, tools } = yield* setting()
      server.files.set(at, tarGz([{ name: "qtPilot-probe.so", content: "other" }]))
      const { code, stderr, stdout } = yield* fetchTools()
      assert.deepStrictEqual({ code, stdout }, { code: 1, stdout: "" })
      assert.include(stderr, "SHA256SUMS says")
      assert.deepStrictEqual(filesBelow(tools), [])
      assert.strictEqual((yield* fetchTools(["--no-verify"])).code, 0)
      assert.deepStrictEqual(filesBelow(tools), ["qtPilot-probe.so"])
    }))

  it.live("a release without checksums, without the archive, or none at all", () =>
    Effect.gen(function*() {
      const { fetchTools, server } = yield* setting()
      server.files.set("/v9/SHA256SUMS", Buffer.from(`${"a".repeat(64)}  qtpilot-qt6.5-linux.tar.gz\n`))
      const [none, without] = [yield* fetchTools(["--release", "v8"]), yield* fetchTools(["--release", "v9"])]
      assert.deepStrictEqual([none.code, without.code], [1, 1])
      assert.match(none.stderr, /SHA256SUMS does not exist.*--no-verify/)
      assert.match(without.stderr, /knows no qtpilot-qt6\.8-linux\.tar\.gz.*It knows: qtpilot-qt6\.5-linux\.tar\.gz/)
      const blind = yield* fetchTools(["--release", "v8", "--no-verify"])
      assert.strictEqual(blind.code, 1)
      assert.match(blind.stderr, /has no such archive/)
    }))

  const attacks: Readonly<Record<string, Entry>> = {
    "leads out of the folder": { name: "../evil", content: "x" },
    "is absolute": { name: "/evil", content: "x" },
    "is a link": { name: "qtPilot-probe.so", type: "2", link: "/etc/passwd" },
    "is a device": { name: "qtPilot-probe.so", type: "3" }
  }
  for (const [what, entry] of Object.entries(attacks)) {
    it.live(`an archive with an entry that ${what} is refused, checksum or not, and nothing is written`, () =>
      Effect.gen(function*() {
        const { fetchTools, home, tools } = yield* setting([...honest, entry])
        const { code, stderr } = yield* fetchTools()
        assert.strictEqual(code, 1)
        assert.match(stderr, /refused and nothing was unpacked/)
        assert.deepStrictEqual(filesBelow(tools), [])
        assert.deepStrictEqual(filesBelow(home), [])
      }))
  }

  it.live("a link in the folder leads no file elsewhere", () =>
    Effect.gen(function*() {
      const { fetchTools, home, tools } = yield* setting()
      const elsewhere = path.join(home, "elsewhere")
      fs.mkdirSync(elsewhere)
      fs.mkdirSync(tools, { recursive: true })
      fs.symlinkSync(elsewhere, path.join(tools, "testapp"))
      const { code, stderr } = yield* fetchTools()
      assert.strictEqual(code, 1)
      assert.match(stderr, /testapp is a link/)
      assert.deepStrictEqual(filesBelow(elsewhere), [])
    }))

  const misuses = [
    ["no version", ["download-tools"], /--qt-version is needed.*5\.15.*6\.10/],
    [
      "an unknown version",
      ["download-tools", "--qt-version", "6.4"],
      /"6\.4".*known ones are 5\.15, 5\.15-patched, 6\.5/
    ],
    ["an unknown architecture", ["download-tools", "--qt-version", "6", "--arch", "arm64"], /x64 and x86/],
    ["a mirror that is none", ["download-tools", "--qt-version", "6", "--base-url", "ftp://x"], /ftp:\/\/x/],
    ["a tag that leads elsewhere", ["download-tools", "--qt-version", "6", "--release", "../x"], /no tag/],
    ["a stray word", ["download-tools", "6.8"], /"6\.8"/]
  ] as const
  for (const [what, args, message] of misuses) {
    it.live(`${what}: exit code 2`, () =>
      Effect.gen(function*() {
        const { code, stderr, stdout } = yield* run(args)
        assert.deepStrictEqual({ code, stdout }, { code: 2, stdout: "" })
        assert.match(stderr, message)
      }))
  }

  it.live("a mirror that does not answer is named, and what to do", () =>
    Effect.gen(function*() {
      const { fetchTools } = yield* setting()
      const { code, stderr } = yield* fetchTools(["--base-url", "http://127.0.0.1:9"])
      assert.strictEqual(code, 1)
      assert.match(stderr, /http:\/\/127\.0\.0\.1:9\/v0\.1\.5\/SHA256SUMS could not be read.*--base-url/)
    }))
})

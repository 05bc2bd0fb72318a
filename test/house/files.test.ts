import { assert, describe, it } from "@effect/vitest"
import { files, linesWith, scripts, sources } from "./sources.ts"

/** The longest a file of code may be; most are under a hundred lines. */
const longest = 250

/** Files of data or of many like cases, which are no clearer in parts. */
const lists: ReadonlyArray<string> = ["test/layers/demo/interaction.test.ts"]

/** Rules are written down here, so the words they look for stand in these files. */
const others = (among: typeof files) => among.filter(({ path }) => !path.startsWith("test/house/"))

const written = others(files).filter(({ path }) =>
  path !== "package-lock.json" && !path.startsWith("test/fixtures/") && !path.endsWith(".json")
)

describe("files", () => {
  it(`have at most ${longest} lines`, () => {
    const long = scripts.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
      .filter(({ lines, path }) => lines > longest && !lists.includes(path))
    assert.deepStrictEqual(long, [])
  })

  it("name no folder of a machine", () => {
    assert.deepStrictEqual(linesWith(others(files), /(?:^|[\s"'`(=:])\/(?:work|root|home|Users|tmp\/)\b(?!\/\.\.)/), [])
  })

  it("name no registry", () => {
    assert.deepStrictEqual(linesWith(others(files), /https?:\/\/[^\s"/]*(?:registry|artifactory|npmmirror|pypi)/), [])
  })

  it("hold back no rule of the linter or the compiler", () => {
    const pattern =
      /(?:eslint|oxlint|dprint|prettier|biome)-(?:disable|ignore)|@ts-(?:ignore|expect-error|nocheck)|@effect-diagnostics/
    assert.deepStrictEqual(linesWith(others(scripts), pattern), [])
  })

  it("are linted for casts, any, non-null assertions and the console", () => {
    const config = files.find(({ path }) => path === ".oxlintrc.json")?.text ?? ""
    for (const rule of ["explicit-any", "non-null-assertion", "no-console"]) {
      assert.match(config, new RegExp(`"[\\w/-]*${rule}": "error"`))
    }
    assert.match(config, /"typescript\/consistent-type-assertions": \[\s*"error",\s*\{\s*"assertionStyle": "never"/)
    assert.match(config, /"ignorePatterns": \[\s*"dist",\s*"node_modules",\s*"test\/fixtures"\s*\]/)
  })

  it("leave nothing for later and no test out", () => {
    const pattern =
      /\b(?:TODO|FIXME|XXX|HACK)\b|\.(?:skip|only|todo|fails|skipIf|runIf)\(|\b(?:it|describe)\.(?:skip|only|todo)/
    assert.deepStrictEqual(linesWith(written, pattern), [])
  })

  it("use assert of @effect/vitest, never expect", () => {
    assert.deepStrictEqual(linesWith(others(scripts), /\bexpect\(|import \{[^}]*\bexpect\b|from "node:assert/), [])
  })
})

describe("source files", () => {
  it("read the environment in the composition root alone", () => {
    const found = linesWith(sources, /process\.env\b/).filter((line) => !/^src\/(?:main|bin)\.ts:/.test(line))
    assert.deepStrictEqual(found, [])
  })

  it("write to stdout in the composition root and the stdio host alone", () => {
    const found = linesWith(sources, /process\.stdout\b|\bwriteSync\(1\b/)
      .filter((line) => !/^src\/(?:main|bin)\.ts:|^src\/layers\/(?:StdioHost|stdio\/)/.test(line))
    assert.deepStrictEqual(found, [])
  })

  it("hold no state outside a service", () => {
    const collections = /^(?:export )?const \w+(?:: [^=]*)? = new (?:Map|Set|Array)(?:<[^>]*(?:<[^>]*>)?[^>]*>)?\(\)/
    assert.deepStrictEqual(linesWith(sources, /^(?:export )?(?:let|var) /), [])
    assert.deepStrictEqual(linesWith(sources, collections), [])
  })

  it("start no timer and no promise chain beside Effect", () => {
    // Before there is a runtime and after it has ended, and where the SDK wants promises.
    const edges = /^src\/(?:bin|layers\/runMain|layers\/stdio\/\w+)\.ts:/
    const found = linesWith(sources, /\bset(?:Timeout|Interval)\(|\.then\(|\basync\b/)
      .filter((line) => !edges.test(line) && !/\bimport\("[^"]+"\)\.then/.test(line))
    assert.deepStrictEqual(found, [])
  })

  it("run Effects at the edges alone", () => {
    const edges =
      /^src\/(?:main\.ts|layers\/(?:McpProgram|\w*Host|stdio\/\w+|program\/\w+|demo\/\w+|http\/\w+)\.ts|index\.ts)/
    const found = linesWith(sources, /\bEffect\.run(?:Promise|Sync|Fork|Callback)/).filter((line) => !edges.test(line))
    assert.deepStrictEqual(found, [])
  })
})

import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { pages } from "../../scripts/docs/pages.ts"
import { exampleConfig } from "../../scripts/docs/settingsPage.ts"
import { load } from "../../src/layers/settings/load.ts"
import { rows } from "../../src/layers/settings/table.ts"
import { allTools } from "../tools/catalog/catalog.ts"

const made = pages()

describe("the generated pages", () => {
  for (const [file, text] of Object.entries(made)) {
    it(`${file} is what npm run docs makes of the sources`, () => {
      assert.strictEqual(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"), text)
    })
  }

  it("name every tool once as a chapter", () => {
    const headings = [...(made["docs/tools.md"] ?? "").matchAll(/^### (\w+)$/gm)].map((match) => match[1])
    assert.deepStrictEqual(headings.toSorted(), allTools.map((tool) => tool.name).toSorted())
  })

  it("name every setting", () => {
    for (const { flag } of rows) assert.include(made["docs/settings.md"] ?? "", `\`--${flag}`)
  })

  it("hold tables whose rows have as many cells as their heads", () => {
    for (const text of Object.values(made)) {
      const tables = text.split("\n\n").filter((part) => part.startsWith("| "))
      assert.isAbove(tables.length, 0)
      for (const table of tables) {
        const cells = table.trim().split("\n").map((line) => line.split(/(?<!\\)\|/).length)
        assert.strictEqual(new Set(cells).size, 1, table)
      }
    }
  })

  it.effect("show a file that works", () =>
    Effect.gen(function*() {
      const file = path.join(mkdtempSync(path.join(os.tmpdir(), "qtmcp-docs-")), "config.json")
      writeFileSync(file, JSON.stringify(exampleConfig))
      const settings = yield* load(["--config", file], {})
      assert.deepStrictEqual(settings.mode.map(String), exampleConfig.mode)
      assert.strictEqual(settings.callTimeout, 60_000)
      assert.strictEqual(settings.logFile, "qtmcp.log")
    }))
})

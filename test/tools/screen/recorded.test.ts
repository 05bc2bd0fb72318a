import { assert, describe, it } from "@effect/vitest"
import type { PageNode } from "../../../src/tools/probe/page.ts"
import { isShown, seenName } from "../../../src/tools/screen/build.ts"
import { screenLines } from "../../../src/tools/screen/outline.ts"
import { plainLabel } from "../../../src/tools/screen/Screen.ts"
import { pageOf, read, recorded, screenOf, valuesOf } from "./recorded.ts"

const outlineOf = (name: string, rows?: number): string =>
  screenLines(screenOf(name), rows === undefined ? {} : { rows }).join("\n")

/**
 * Names that stand on the screen: those in closed menus and drop-down lists do not, nor does a header that is hidden
 * and numbers its columns.
 */
const namesOnScreen = (node: PageNode): ReadonlyArray<string> => {
  const isClosed = node.role === "menu" || node.role === "combobox"
  const isHidden = !isShown(node) || (node.role === "columnheader" && node.bounds === undefined)
  if (isHidden || node.role === "rowheader") return []
  return [
    node.role === "combobox" ? "" : seenName(node),
    ...(isClosed ? [] : (node.children ?? []).flatMap(namesOnScreen))
  ].filter((name) => name.trim() !== "")
}

/** As the outline writes it: without mnemonic and colon, line breaks as escapes or arrows. */
const forms = (name: string): ReadonlyArray<string> =>
  [name, plainLabel(name)].flatMap((form) => [form, JSON.stringify(form).slice(1, -1), form.replaceAll("\n", "⏎")])

describe("outlines of recorded screens", () => {
  for (const name of recorded) {
    it(`${name} is as it was looked over by a person`, () => {
      assert.strictEqual(`${outlineOf(name)}\n`, read(`${name}.txt`))
    })

    it(`${name} is at most a seventh of the page`, () => {
      const [page, outline] = [read(`${name}.json`).length, outlineOf(name).length]
      assert.isAtMost(outline * 7, page, `${outline} characters for ${page}`)
    })

    it(`${name} loses no name, text or value that is on the screen`, () => {
      const outline = outlineOf(name, 10_000)
      const names = namesOnScreen(pageOf(name)).filter((seen) => !forms(seen).some((form) => outline.includes(form)))
      assert.deepStrictEqual(names, [])
      const values = Object.values(valuesOf(name)).map((value) => JSON.stringify(value))
      assert.deepStrictEqual(values.filter((value) => !outline.includes(value)), [])
    })
  }
})

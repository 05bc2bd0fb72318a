import { assert, describe, it } from "@effect/vitest"
import { files, importsOf, linesWith, pageSources } from "./sources.ts"

const folder = "src/layers/live/page"

const written = files.filter(({ path }) => path.startsWith(`${folder}/`))

describe("the script of the live view", () => {
  it("is there", () => assert.isAbove(pageSources.length, 1))

  it("imports nothing but its own files", () => {
    const found = pageSources.flatMap(importsOf).filter(({ to }) => !to.startsWith(`${folder}/`))
    assert.deepStrictEqual(found, [])
  })

  it("makes no markup of a text", () => {
    const pattern =
      /\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|document\.write|DOMParser|eval|Function\()/
    assert.deepStrictEqual(linesWith(pageSources, pattern), [])
  })

  it("needs nothing that is not the server's", () => {
    assert.deepStrictEqual(linesWith(written, /https?:\/\/|@import|url\(/), [])
  })

  it("has no script, style or handler within the page", () => {
    const page = written.filter(({ path }) => path.endsWith(".html"))
    assert.deepStrictEqual(linesWith(page, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/), [])
  })

  it("keeps no state outside its functions", () => {
    assert.deepStrictEqual(linesWith(pageSources, /^(?:export )?(?:let|var) /), [])
  })
})

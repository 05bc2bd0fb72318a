import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import { type PageFile, types } from "../src/layers/live/files.ts"

const source = (name: string): string => fileURLToPath(new URL(`../src/layers/live/page/${name}`, import.meta.url))

/** Comments and indentation are for those who read the source. */
const lean = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, "").replaceAll(/^\s+|\s*$/gm, "").replaceAll(/\n+/g, "\n")

const script = async (): Promise<string> => {
  const bundle = await rolldown({ input: source("main.ts"), platform: "browser", logLevel: "silent" })
  const { output: [chunk] } = await bundle.generate({ format: "esm", minify: true })
  await bundle.close()
  return chunk.code
}

/** The live view as it is served by the bundles: one page, one style, one script. */
export const livePage = async (): Promise<ReadonlyArray<PageFile>> => [
  { path: "/live", contentType: types.html, body: lean(readFileSync(source("index.html"), "utf8")) },
  { path: "/live/style.css", contentType: types.css, body: lean(readFileSync(source("style.css"), "utf8")) },
  { path: "/live/main.js", contentType: types.js, body: await script() }
]

import { readdirSync, readFileSync } from "node:fs"
import * as module from "node:module"
import * as path from "node:path"
import { type PageFile, types } from "./files.ts"

/** The files of the page as they stand in the sources, its scripts without their types. */
export const fromSources = (): ReadonlyArray<PageFile> => {
  const folder = path.join(import.meta.dirname, "page")
  const read = (name: string) => readFileSync(path.join(folder, name), "utf8")
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".ts")).map((name): PageFile => ({
    // The page names its script as it is called in the bundle; the others are found by the imports.
    path: `/live/${name === "main.ts" ? "main.js" : name}`,
    contentType: types.js,
    body: module.stripTypeScriptTypes(read(name))
  }))
  return [
    { path: "/live", contentType: types.html, body: read("index.html") },
    { path: "/live/style.css", contentType: types.css, body: read("style.css") },
    ...scripts
  ]
}

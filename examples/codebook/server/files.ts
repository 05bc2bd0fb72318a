import * as fs from "node:fs"
import * as module from "node:module"
import * as path from "node:path"

/** A file of the page. */
export interface PageFile {
  readonly path: string
  readonly contentType: string
  readonly body: string
}

const folder = path.join(import.meta.dirname, "..", "page")

const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8")

/** The page as it stands in the sources, its scripts without their types. */
export const files = (): ReadonlyArray<PageFile> => [
  { path: "/", contentType: "text/html; charset=utf-8", body: read("index.html") },
  { path: "/codebook/style.css", contentType: "text/css; charset=utf-8", body: read("style.css") },
  ...fs.readdirSync(folder).filter((name) => name.endsWith(".ts")).map((name) => ({
    path: `/codebook/${name}`,
    contentType: "text/javascript; charset=utf-8",
    body: module.stripTypeScriptTypes(read(name))
  }))
]

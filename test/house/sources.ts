import { readdirSync, readFileSync } from "node:fs"
import * as path from "node:path"
import { fileURLToPath } from "node:url"

/** The package's folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url))

/** A file by its path from the package's folder, with `/` between. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

const left = new Set(["node_modules", "dist", ".git", "coverage"])

const walk = (folder: string): ReadonlyArray<string> =>
  readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const below = folder === "" ? entry.name : `${folder}/${entry.name}`
    return left.has(entry.name) ? [] : entry.isDirectory() ? walk(below) : entry.isFile() ? [below] : []
  })

const read = (file: string): SourceFile => ({ path: file, text: readFileSync(path.join(root, file), "utf8") })

/** Everything that is written by hand or generated into the repository. */
export const files: ReadonlyArray<SourceFile> = walk("").filter((file) => !/\.(?:png|log|tgz|tsbuildinfo)$/.test(file))
  .map(read)

/** The script of the live view: another program, which runs in a browser and knows nothing of the server's. */
export const pageSources = files.filter((file) => /^src\/layers\/live\/page\/.*\.ts$/.test(file.path))

export const sources = files.filter((file) => /^src\/.*\.ts$/.test(file.path) && !pageSources.includes(file))

/** All TypeScript but the fixtures. */
export const scripts = files.filter((file) => file.path.endsWith(".ts") && !file.path.startsWith("test/fixtures/"))

export interface Import {
  readonly from: string
  /** A path from the package's folder, or the name of a package's module. */
  readonly to: string
  /** Gone when the types are. */
  readonly typeOnly: boolean
  /** Loaded when it is needed. */
  readonly lazy: boolean
}

const statement = /^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm
const dynamic = /\bimport\("([^"]+)"\)/g

const resolved = (from: string, to: string): string =>
  to.startsWith(".") ? path.posix.normalize(path.posix.join(path.posix.dirname(from), to)) : to

/** What a file imports and re-exports. */
export const importsOf = (file: SourceFile): ReadonlyArray<Import> => [
  ...[...file.text.matchAll(statement)].map((match) => ({
    from: file.path,
    to: resolved(file.path, match[2] ?? ""),
    typeOnly: match[1] !== undefined,
    lazy: false
  })),
  ...[...file.text.matchAll(dynamic)].map((match) => ({
    from: file.path,
    to: resolved(file.path, match[1] ?? ""),
    typeOnly: false,
    lazy: true
  }))
]

/** `path:line: text` of every line that matches. */
export const linesWith = (among: ReadonlyArray<SourceFile>, pattern: RegExp): ReadonlyArray<string> =>
  among.flatMap((file) =>
    file.text.split("\n").flatMap((line, index) =>
      pattern.test(line) ? [`${file.path}:${index + 1}: ${line.trim().slice(0, 120)}`] : []
    )
  )

import * as Effect from "effect/Effect"
import { execFile } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import configs from "../../../rolldown.config.ts"

const root = fileURLToPath(new URL("../../../", import.meta.url))

const [, ofLibrary] = configs

const options = {
  strict: true,
  exactOptionalPropertyTypes: true,
  module: "nodenext",
  target: "es2024",
  lib: ["es2024", "dom", "dom.iterable"],
  types: ["node"],
  noEmit: true,
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true
}

/** Runs the compiler; what it says. */
const tsc = (folder: string, ...args: ReadonlyArray<string>) =>
  Effect.promise<string>(() =>
    new Promise((resolve) => {
      const program = path.join(root, "node_modules", "typescript", "bin", "tsc")
      execFile(process.execPath, [program, ...args], { cwd: folder }, (_, stdout, stderr) => resolve(stdout + stderr))
    })
  )

/** An application of its own folder, with the library installed as it is published; gone with the scope. */
export const installed = Effect.gen(function*() {
  const folder = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(path.join(os.tmpdir(), "qtmcp-installed-"))),
    (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true }))
  )
  const modules = path.join(folder, "node_modules")
  const own = path.join(modules, "qtmcp")
  mkdirSync(path.join(own, "dist"), { recursive: true })
  mkdirSync(path.join(modules, "@effect"))
  for (const name of ["effect", "@effect/platform-node", "@types"]) {
    symlinkSync(path.join(root, "node_modules", name), path.join(modules, name))
  }
  cpSync(path.join(root, "package.json"), path.join(own, "package.json"))
  yield* Effect.promise(async () => {
    const bundle = await rolldown({ ...ofLibrary, logLevel: "silent" })
    await bundle.write({ ...ofLibrary?.output, dir: path.join(own, "dist", "lib") })
    await bundle.close()
  })
  const faults = yield* tsc(root, "-p", "tsconfig.lib.json", "--outDir", path.join(own, "dist", "types"))
  if (!existsSync(path.join(own, "dist", "types", "index.d.ts"))) {
    throw new Error(`the types cannot be built: ${faults}`)
  }
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type: "module" }))
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.ts"] }))
  return {
    folder,
    write: (name: string, text: string) => writeFileSync(path.join(folder, name), text),
    /** What the compiler says of these files, one fault a line. */
    compile: Effect.map(
      tsc(folder, "-p", "."),
      (text) => text.split("\n").filter((line) => /^\S+\(\d+,\d+\)/.test(line))
    )
  }
})

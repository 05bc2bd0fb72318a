import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import type { TestProject } from "vitest/node"
import configs from "../../../rolldown.config.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** The bundle the tests start. */
    readonly bin: string
    /** Why there is none; empty where there is. */
    readonly buildFault: string
  }
}

const fromRoot = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url))

const dist = fromRoot("dist")

const isFresh = (): boolean => {
  if (!fs.existsSync(`${dist}/qtmcp.js`)) return false
  const built = fs.statSync(`${dist}/qtmcp.js`).mtimeMs
  return fs.readdirSync(fromRoot("src"), { recursive: true, withFileTypes: true })
    .every((entry) => !entry.isFile() || fs.statSync(path.join(entry.parentPath, entry.name)).mtimeMs < built)
}

const [ofBin] = configs

const build = async (dir: string): Promise<string> => {
  try {
    const bundle = await rolldown({ ...ofBin, logLevel: "silent" })
    await bundle.write({ ...ofBin?.output, dir, cleanDir: false })
    await bundle.close()
    return ""
  } catch (error) {
    return String(error)
  }
}

/**
 * Once a run: the built bin, or one built now where that is older than its sources, in a place of its own, so that a
 * build meanwhile does not pull it away. A tree that does not build fails the tests that need the bin and no others.
 */
export default async ({ provide }: TestProject): Promise<() => void> => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-test-"))
  if (isFresh()) fs.cpSync(dist, dir, { recursive: true })
  provide("buildFault", fs.existsSync(`${dir}/qtmcp.js`) ? "" : await build(dir))
  provide("bin", `${dir}/qtmcp.js`)
  fs.writeFileSync(`${dir}/package.json`, "{\"type\":\"module\"}")
  return () => fs.rmSync(dir, { recursive: true, force: true })
}

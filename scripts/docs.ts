import { writeFileSync } from "node:fs"
import { pages } from "./docs/pages.ts"

for (const [path, text] of Object.entries(pages())) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text)
  process.stdout.write(`${path}\n`)
}

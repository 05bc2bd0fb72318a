import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { reasonOf } from "../../tools/text/reason.ts"
import { DownloadFailed } from "./DownloadFailed.ts"
import type { ArchiveFile } from "./entries.ts"
import { readTarGz } from "./tar.ts"
import { readZip } from "./zip.ts"

/** Programs and libraries, whatever the archive says of them. */
const isProgram = (name: string): boolean =>
  /(?:^|\/)(?:qtPilot-launcher|qtmcp-launch|qtPilot-probe[^/]*\.so|[^/]+\.sh)$/.test(name) ||
  /^testapp\/[^./]+$/.test(name)

/** A link that somebody put into the folder would lead the files elsewhere. */
const refuseLinks = (folder: string, name: string): void => {
  let below = folder
  for (const part of path.posix.dirname(name).split("/")) {
    below = path.join(below, part)
    if (fs.lstatSync(below, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      throw new DownloadFailed({ reason: `${below} is a link: remove it, or choose another --output` })
    }
  }
}

/** Replaces a file at once: one that runs keeps its old content. */
const put = (folder: string, { bytes, isExecutable, name }: ArchiveFile): void => {
  refuseLinks(folder, name)
  const target = path.join(folder, name)
  fs.mkdirSync(path.dirname(target), { recursive: true })
  const unfinished = `${target}.new`
  fs.rmSync(unfinished, { force: true })
  fs.writeFileSync(unfinished, bytes, { flag: "wx", mode: isExecutable || isProgram(name) ? 0o755 : 0o644 })
  fs.renameSync(unfinished, target)
}

const failed = (error: unknown) =>
  error instanceof DownloadFailed
    ? error
    : new DownloadFailed({
      reason: `The files could not be written: ${reasonOf(error)}`
    })

/** Unpacks an archive into a folder; nothing is written of one that is refused. Gives the names. */
export const install = Effect.fn("download.install")(function*(archive: string, folder: string) {
  return yield* Effect.try({
    try: () => {
      const bytes = fs.readFileSync(archive)
      const files = path.basename(archive).includes(".zip") ? readZip(bytes) : readTarGz(bytes)
      for (const file of files) put(folder, file)
      return files.map(({ name }) => name)
    },
    catch: failed
  })
})

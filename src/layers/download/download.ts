import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { reasonOf } from "../../tools/text/reason.ts"
import { checksumOf, sha256 } from "./checksums.ts"
import { DownloadFailed } from "./DownloadFailed.ts"
import { fetchFile, fetchText, type Progress } from "./fetchFile.ts"
import { install } from "./install.ts"
import { checksumFile } from "./releases.ts"

export interface DownloadOptions {
  /** The folder of the release, without a slash at the end. */
  readonly from: string
  readonly archive: string
  /** Tells the parts of different releases from one another. */
  readonly tag: string
  readonly folder: string
  readonly verify: boolean
  readonly progress: Progress
}

const expectedSum = Effect.fnUntraced(function*(from: string, archive: string) {
  const sums = yield* fetchText(`${from}/${checksumFile}`)
  if (sums === undefined) {
    return yield* new DownloadFailed({
      reason:
        `${from}/${checksumFile} does not exist: there is no such release, or it has no checksums. Try another --release, or --no-verify if you trust the source`
    })
  }
  const sum = checksumOf(sums, archive)
  if (sum !== undefined) return sum
  const names = [...sums.matchAll(/\S+\.(?:zip|tar\.gz)\b/g)].map(([name]) => name).slice(0, 20)
  return yield* new DownloadFailed({
    reason: `${from}/${checksumFile} knows no ${archive}. It knows: ${names.join(", ") || "nothing"}`
  })
})

const makeFolder = (folder: string) =>
  Effect.try({
    try: () => void fs.mkdirSync(folder, { recursive: true }),
    catch: (error) =>
      new DownloadFailed({
        reason: `${folder} cannot be made: ${reasonOf(error)}. Choose another --output`
      })
  })

const remove = (file: string) => Effect.sync(() => fs.rmSync(file, { force: true }))

/**
 * Fetches an archive, compares its checksum and unpacks it. A part of it stays where the fetching is cut off, and the next
 * run goes on there; without a checksum there would be nothing to tell that the parts fit, so that one begins anew.
 */
export const download = Effect.fn("download.download")(function*(options: DownloadOptions) {
  const { archive, folder, from, progress, tag, verify } = options
  yield* makeFolder(folder)
  const part = path.join(folder, `${archive}.${tag.replaceAll(/[^\w.-]/g, "_")}.part`)
  const sum = verify ? yield* expectedSum(from, archive) : undefined
  const fetched = (fresh: boolean) =>
    Effect.gen(function*() {
      const resumed = yield* fetchFile(`${from}/${archive}`, part, { fresh, progress })
      const found = sha256(fs.readFileSync(part))
      return { resumed, found, fits: sum === undefined || found === sum }
    })
  const first = yield* fetched(!verify)
  const { fits, found } = first.fits || !first.resumed ? first : yield* fetched(true)
  if (!fits) {
    yield* remove(part)
    return yield* new DownloadFailed({
      reason:
        `${from}/${archive} has the checksum ${found}, and ${checksumFile} says ${sum}. It was thrown away. Run this again; if that stays, do not trust the source`
    })
  }
  return yield* Effect.ensuring(install(part, folder), remove(part))
})

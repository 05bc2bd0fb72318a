import * as path from "node:path"
import { DownloadFailed } from "./DownloadFailed.ts"

/** A file of an archive, its name checked. Folders are made for the files in them. */
export interface ArchiveFile {
  /** With `/` between, relative, without `..`. */
  readonly name: string
  readonly isExecutable: boolean
  readonly bytes: Buffer
}

/** What all files of an archive may have together when unpacked, in bytes. */
export const mostUnpacked = 1024 * 1024 * 1024

/** More than any archive of the project, by far. */
export const mostFiles = 10_000

export const hostile = (reason: string) =>
  new DownloadFailed({
    reason: `The archive was refused and nothing was unpacked: ${reason}. Do not trust this source`
  })

/** The name as it will be used, or undefined where it leads out of the folder or means nothing. */
export const safeName = (name: string): string | undefined => {
  if (/[\p{Cc}\\:*?"<>|]/u.test(name) || name.startsWith("/")) return undefined
  const parts = name.split("/").filter((part) => part !== "" && part !== ".")
  const isStrange = parts.some((part) => part === ".." || /[. ]$/.test(part) || Buffer.byteLength(part) > 255)
  return parts.length === 0 || isStrange ? undefined : path.posix.join(...parts)
}

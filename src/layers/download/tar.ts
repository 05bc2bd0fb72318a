import * as zlib from "node:zlib"
import { type ArchiveFile, hostile, mostFiles, mostUnpacked, safeName } from "./entries.ts"

const block = 512

const textOf = (header: Buffer, start: number, length: number): string => {
  const field = header.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString("utf8", 0, end < 0 ? length : end)
}

const numberOf = (header: Buffer, start: number, length: number): number => {
  const text = textOf(header, start, length).trim()
  if (!/^[0-7]*$/.test(text)) throw hostile("a number in it is none")
  return text === "" ? 0 : Number.parseInt(text, 8)
}

/** The sum of all bytes of a header, its own field taken as spaces. */
const isIntact = (header: Buffer): boolean => {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0)
  return sum === numberOf(header, 148, 8)
}

/** The records of a pax header, `length key=value` each; the length counts bytes, itself included. */
const paxRecords = (bytes: Buffer): ReadonlyMap<string, string> => {
  const records = new Map<string, string>()
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at)
    const length = space < 0 ? 0 : Number(bytes.toString("latin1", at, space))
    if (!Number.isSafeInteger(length) || length <= space - at) break
    const [key = "", ...value] = bytes.toString("utf8", space + 1, at + length - 1).split("=")
    records.set(key, value.join("="))
    at += length
  }
  return records
}

const kinds = new Map([["1", "a hard link"], ["2", "a symbolic link"], ["3", "a device"], ["4", "a device"], [
  "6",
  "a pipe"
]])

const unpacked = (archive: Buffer, most: number): Buffer => {
  try {
    return zlib.gunzipSync(archive, { maxOutputLength: most })
  } catch (error) {
    const tooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE"
    throw hostile(tooLarge ? `it unpacks to more than ${most} bytes` : `it is no gzip file, or a damaged one`)
  }
}

/**
 * The files of a `.tar.gz`, all of them read and checked before one is given. Throws `DownloadFailed` on names that lead
 * elsewhere, links, devices, and sizes that no archive of the project has (`most` bytes in all).
 */
export const readTarGz = (archive: Buffer, most = mostUnpacked): ReadonlyArray<ArchiveFile> => {
  const tar = unpacked(archive, most)
  const files: Array<ArchiveFile> = []
  let longName: string | undefined
  for (let at = 0; at + block <= tar.length;) {
    const header = tar.subarray(at, at + block)
    if (header.every((byte) => byte === 0)) break
    if (!isIntact(header)) throw hostile("a header in it is damaged")
    const size = numberOf(header, 124, 12)
    const body = tar.subarray(at + block, at + block + size)
    if (body.length < size) throw hostile("it is cut")
    at += block + Math.ceil(size / block) * block
    const type = textOf(header, 156, 1)
    if (type === "g") continue
    if (type === "x" || type === "L") {
      const pax = type === "x" ? paxRecords(body) : undefined
      if (pax?.has("size") === true) throw hostile("a file in it has two sizes")
      longName = pax === undefined ? textOf(body, 0, body.length) : pax.get("path") ?? longName
      continue
    }
    const prefix = textOf(header, 257, 5) === "ustar" ? textOf(header, 345, 155) : ""
    const written = longName ?? (prefix === "" ? "" : `${prefix}/`) + textOf(header, 0, 100)
    longName = undefined
    const kind = kinds.get(type)
    if (kind !== undefined) throw hostile(`${JSON.stringify(written.slice(0, 100))} is ${kind}`)
    const name = safeName(written)
    if (type === "5" && (name !== undefined || /^(?:\.?\/?)*$/.test(written))) continue
    if (type !== "" && type !== "0" && type !== "7") {
      throw hostile(`an entry is of the unknown kind ${JSON.stringify(type)}`)
    }
    if (name === undefined) throw hostile(`the name ${JSON.stringify(written.slice(0, 100))} leads elsewhere`)
    files.push({ name, isExecutable: (numberOf(header, 100, 8) & 0o111) !== 0, bytes: body })
    if (files.length > mostFiles) throw hostile(`it has more than ${mostFiles} files`)
  }
  return files
}

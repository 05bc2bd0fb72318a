import * as zlib from "node:zlib"
import { type ArchiveFile, hostile, mostFiles, mostUnpacked, safeName } from "./entries.ts"

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const fileSignature = 0x04034b50
const stored = 0
const deflated = 8

/** The directory stands at the end, before a comment of at most 64 KiB. */
const findEnd = (zip: Buffer): number => {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 0xffff); at -= 1) {
    if (zip.readUInt32LE(at) === endSignature && at + 22 + zip.readUInt16LE(at + 20) === zip.length) return at
  }
  throw hostile("it is no zip file, or a damaged one")
}

/** The type bits of a Unix mode, where the entry was made on such a system. */
const isLinkOrDevice = (madeBy: number, attributes: number): boolean => {
  const type = (attributes >>> 16) & 0o170000
  return madeBy >>> 8 === 3 && type !== 0 && type !== 0o100000 && type !== 0o040000
}

const inflate = (packed: Buffer, method: number, size: number): Buffer => {
  if (method !== stored && method !== deflated) throw hostile("a file in it is packed in an unknown way")
  const bytes = method === stored ? packed : zlib.inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  if (bytes.length !== size) throw hostile("a file in it has another size than it says")
  return bytes
}

const read = (zip: Buffer): ReadonlyArray<ArchiveFile> => {
  const end = findEnd(zip)
  const count = zip.readUInt16LE(end + 10)
  if (count > mostFiles) throw hostile(`it has more than ${mostFiles} files`)
  const files: Array<ArchiveFile> = []
  let at = zip.readUInt32LE(end + 16)
  let total = 0
  for (let index = 0; index < count; index += 1) {
    if (zip.readUInt32LE(at) !== entrySignature) throw hostile("its list of files is damaged")
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place))
    const written = zip.toString("utf8", at + 46, at + 46 + (nameLength ?? 0))
    const [packedSize, size] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)]
    const attributes = zip.readUInt32LE(at + 38)
    const local = zip.readUInt32LE(at + 42)
    if (isLinkOrDevice(zip.readUInt16LE(at + 4), attributes)) {
      throw hostile(`${JSON.stringify(written.slice(0, 100))} is a link or a device`)
    }
    if ((zip.readUInt16LE(at + 8) & 1) !== 0) throw hostile("a file in it is encrypted")
    const name = safeName(written)
    if (name === undefined) throw hostile(`the name ${JSON.stringify(written.slice(0, 100))} leads elsewhere`)
    total += size
    if (total > mostUnpacked) throw hostile(`it unpacks to more than ${mostUnpacked} bytes`)
    if (!written.endsWith("/")) {
      if (zip.readUInt32LE(local) !== fileSignature) throw hostile("its list of files is damaged")
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const bytes = inflate(zip.subarray(start, start + packedSize), zip.readUInt16LE(at + 10), size)
      if (zlib.crc32(bytes) !== zip.readUInt32LE(at + 16)) throw hostile("a file in it is damaged")
      files.push({ name, isExecutable: ((attributes >>> 16) & 0o111) !== 0, bytes })
    }
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return files
}

/** The files of a `.zip`, all of them read and checked before one is given; throws `DownloadFailed` as `readTarGz` does. */
export const readZip = (zip: Buffer): ReadonlyArray<ArchiveFile> => {
  try {
    return read(zip)
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && "code" in error)) {
      throw hostile("it is damaged, or a file in it is larger than it says")
    }
    throw error
  }
}

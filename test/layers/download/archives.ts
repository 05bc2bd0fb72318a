import * as zlib from "node:zlib"

/** An entry as an archive is told of it; what is not said is as in an honest one. */
export interface Entry {
  readonly name: string
  readonly content?: string | Buffer
  readonly mode?: number
  /** The tar type: `0` a file, `5` a folder, `2` a symbolic link … */
  readonly type?: string
  readonly link?: string
  /** A size other than that of the content. */
  readonly size?: number
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`

export const tarEntry = ({ content = "", link = "", mode = 0o644, name, size, type = "0" }: Entry): Buffer => {
  const bytes = Buffer.from(content)
  const header = Buffer.alloc(512)
  header.write(name, 0, 100)
  header.write(octal(mode, 8), 100)
  header.write(octal(size ?? bytes.length, 12), 124)
  header.write(" ".repeat(8), 148)
  header.write(type, 156)
  header.write(link, 157, 100)
  header.write("ustar\x0000", 257)
  header.write(octal(header.reduce((sum, byte) => sum + byte, 0), 7), 148)
  return Buffer.concat([header, padded(bytes)])
}

export const tar = (entries: ReadonlyArray<Entry>): Buffer =>
  Buffer.concat([...entries.map(tarEntry), Buffer.alloc(1024)])

export const tarGz = (entries: ReadonlyArray<Entry>): Buffer => zlib.gzipSync(tar(entries))

/** A pax header: records for the entry behind it. */
export const pax = (key: string, value: string): Entry => {
  const rest = ` ${key}=${value}\n`
  const length = Buffer.byteLength(rest)
  const own = `${length + String(length + 2).length}`
  return { name: "pax", type: "x", content: `${own}${rest}` }
}

/** A zip of these entries; `mode` stands in the attributes as Unix systems write it. */
export const zip = (entries: ReadonlyArray<Entry>): Buffer => {
  const files: Array<Buffer> = []
  const directory: Array<Buffer> = []
  let offset = 0
  for (const { content = "", mode = 0o100644, name, size } of entries) {
    const bytes = Buffer.from(content)
    const packed = zlib.deflateRawSync(bytes)
    const label = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(zlib.crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(size ?? bytes.length, 18)
    common.writeUInt16LE(label.length, 22)
    const file = Buffer.concat([Buffer.from("PK\x03\x04"), common, label, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((mode << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 3]), common, tail, label]))
    files.push(file)
    offset += file.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, list, Buffer.from("PK\x05\x06"), end])
}

import * as Effect from "effect/Effect"
import * as fs from "node:fs"

/** What the header and the dynamic section of an ELF file say. */
export interface Elf {
  /** `e_machine`: 62 is x86-64, 183 AArch64, 3 x86. */
  readonly machine: number
  /** Names of the libraries it links directly (DT_NEEDED). */
  readonly needed: ReadonlyArray<string>
}

/** What is read of a dynamic section or a string table at most, in bytes. */
const limit = 4 * 1024 * 1024

const PT_LOAD = 1
const PT_DYNAMIC = 2
const DT_NEEDED = 1
const DT_STRTAB = 5
const DT_STRSZ = 10

interface Segment {
  readonly type: number
  readonly offset: number
  readonly address: number
  readonly size: number
}

/** Fields by their place in the 64-bit and the 32-bit form; throws `RangeError` where the file is cut. */
const reader = (view: DataView, wide: boolean, little: boolean) => ({
  half: (at: number) => view.getUint16(at, little),
  word: (at: number) => view.getUint32(at, little),
  address: (at: number) => wide ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little)
})

const part = (file: number, offset: number, size: number): DataView => {
  const buffer = Buffer.alloc(Math.min(size, limit))
  return new DataView(buffer.buffer, buffer.byteOffset, fs.readSync(file, buffer, 0, buffer.length, offset))
}

const stringAt = (view: DataView, at: number): string => {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, view.byteLength - at)
  return Buffer.from(bytes.subarray(0, Math.max(0, bytes.indexOf(0)))).toString("utf8")
}

const parse = (file: number): Elf | undefined => {
  const head = part(file, 0, 64)
  if (head.byteLength < 52 || head.getUint32(0) !== 0x7f454c46) return undefined
  const wide = head.getUint8(4) === 2
  const little = head.getUint8(5) === 1
  const header = reader(head, wide, little)
  const machine = header.half(18)
  const entry = header.half(wide ? 54 : 42)
  const table = part(file, header.address(wide ? 32 : 28), entry * header.half(wide ? 56 : 44))
  const row = reader(table, wide, little)
  const segments = Array.from(
    { length: entry === 0 ? 0 : Math.floor(table.byteLength / entry) },
    (_, index): Segment => {
      const at = index * entry
      return {
        type: row.word(at),
        offset: row.address(at + (wide ? 8 : 4)),
        address: row.address(at + (wide ? 16 : 8)),
        size: row.address(at + (wide ? 32 : 16))
      }
    }
  )
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC)
  if (dynamic === undefined) return { machine, needed: [] }
  const section = part(file, dynamic.offset, dynamic.size)
  const item = reader(section, wide, little)
  const width = wide ? 8 : 4
  const items = Array.from({ length: Math.floor(section.byteLength / (2 * width)) }, (_, index) => ({
    tag: item.address(index * 2 * width),
    value: item.address(index * 2 * width + width)
  }))
  const value = (tag: number): number => items.find((each) => each.tag === tag)?.value ?? 0
  const strings = value(DT_STRTAB)
  const home = segments.find(({ address, size, type }) =>
    type === PT_LOAD && strings >= address && strings < address + size
  )
  if (home === undefined) return { machine, needed: [] }
  const names = part(file, strings - home.address + home.offset, value(DT_STRSZ))
  return { machine, needed: items.filter(({ tag }) => tag === DT_NEEDED).map((each) => stringAt(names, each.value)) }
}

/** Reads an ELF file; undefined where it is none, or is damaged, or cannot be read. */
export const readElf = (path: string): Effect.Effect<Elf | undefined> =>
  Effect.acquireUseRelease(
    Effect.try(() => fs.openSync(path, "r")),
    (file) => Effect.try(() => parse(file)),
    (file) => Effect.sync(() => fs.closeSync(file))
  ).pipe(Effect.orElseSucceed(() => undefined))

/** The Qt major version a file links directly, by the name of Qt's core library. */
export const qtMajorOf = ({ needed }: Elf): number | undefined => {
  const name = needed.map((each) => /^libQt(\d)\w*\.so/.exec(each)).find((match) => match !== null)
  return name === undefined ? undefined : Number(name[1])
}

const machines = new Map([[3, "x86"], [40, "ARM"], [62, "x86-64"], [183, "AArch64"], [243, "RISC-V"]])

export const machineName = (machine: number): string => machines.get(machine) ?? `ELF machine ${machine}`

const hosts = new Map<string, ReadonlyArray<number>>([["x64", [62, 3]], ["arm64", [183, 40]], ["ia32", [3]], ["arm", [
  40
]]])

/** Whether this machine runs it, as far as is known. */
export const isNative = (machine: number): boolean => hosts.get(process.arch)?.includes(machine) ?? true

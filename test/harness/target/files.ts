import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as os from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"

/** A folder that is gone with the scope. */
export const folder = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "qtmcp-target-"))),
  (dir) => Effect.sync(() => fs.rmSync(dir, { recursive: true, force: true }))
)

const app = fileURLToPath(new URL("app.ts", import.meta.url))

/** The `e_machine` of this machine's own programs. */
export const ownMachine = process.arch === "arm64" ? 183 : 62

/** A 64-bit ELF file that links these libraries and does nothing; the loader warns of it and goes on. */
export const elfBytes = (needed: ReadonlyArray<string>, machine = ownMachine): Buffer => {
  const names = Buffer.from(`\0${needed.map((name) => `${name}\0`).join("")}`)
  const entries = needed.length + 3
  const [headers, dynamic] = [64, 64 + 2 * 56]
  const strings = dynamic + entries * 16
  const bytes = Buffer.alloc(strings + names.length)
  const segment = (index: number, type: number, offset: number, size: number) => {
    const at = headers + index * 56
    bytes.writeUInt32LE(type, at)
    for (const [place, value] of [[8, offset], [16, offset], [32, size], [40, size]] as const) {
      bytes.writeBigUInt64LE(BigInt(value), at + place)
    }
  }
  const entry = (index: number, tag: number, value: number) => {
    bytes.writeBigUInt64LE(BigInt(tag), dynamic + index * 16)
    bytes.writeBigUInt64LE(BigInt(value), dynamic + index * 16 + 8)
  }
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  bytes.writeUInt16LE(3, 16)
  bytes.writeUInt16LE(machine, 18)
  bytes.writeBigUInt64LE(BigInt(headers), 32)
  bytes.writeUInt16LE(56, 54)
  bytes.writeUInt16LE(2, 56)
  segment(0, 1, 0, bytes.length)
  segment(1, 2, dynamic, entries * 16)
  let at = 1
  for (const [index, name] of needed.entries()) {
    entry(index, 1, at)
    at += name.length + 1
  }
  entry(needed.length, 5, strings)
  entry(needed.length + 1, 10, names.length)
  bytes.set(names, strings)
  return bytes
}

/** Writes an executable file. */
export const executable = (file: string, content: string | Uint8Array): string => {
  fs.writeFileSync(file, content)
  fs.chmodSync(file, 0o755)
  return file
}

/** The application as a program and a probe for it, in a folder that is gone with the scope. */
export const application = Effect.gen(function*() {
  const dir = yield* folder
  const probe = path.join(dir, "probe.so")
  fs.writeFileSync(probe, elfBytes([]))
  const command = `"${process.execPath}" "${app}" "$@"`
  return {
    dir,
    probe,
    /** Becomes the application. */
    target: executable(path.join(dir, "app"), `#!/bin/sh\nexec ${command}\n`),
    /** Stays and waits for it. */
    wrapper: executable(path.join(dir, "wrapper"), `#!/bin/sh\n${command}\n`)
  }
})

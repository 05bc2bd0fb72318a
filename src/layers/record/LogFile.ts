import * as fs from "node:fs"

/** Bytes of one file, and how many files there are in all. */
export interface Rotation {
  readonly size: number
  readonly files: number
}

/** A file that grows by whole lines. Its methods throw what the file system says. */
export interface LogFile {
  readonly append: (line: string) => void
  readonly close: () => void
}

/** How every line of a session log begins. */
export const opening = "{\"ts\":"

const ours = (fd: number, size: number): boolean => {
  const begin = Buffer.alloc(Math.min(size, opening.length))
  fs.readSync(fd, begin, 0, begin.length, 0)
  return size === 0 || begin.toString() === opening
}

/** A crash of the machine, or a full disk, can leave half a line behind. */
const endsWithin = (fd: number, size: number): boolean => {
  if (size === 0) return false
  const end = Buffer.alloc(1)
  fs.readSync(fd, end, 0, 1, size - 1)
  return end.toString() !== "\n"
}

const isStdout = (stat: fs.Stats): boolean => {
  const out = fs.fstatSync(1)
  return out.ino === stat.ino && out.dev === stat.dev
}

const open = (path: string) => {
  // Without waiting: a pipe that nobody reads would hold the bridge.
  const flags = fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_APPEND | fs.constants.O_NONBLOCK
  const fd = fs.openSync(path, flags, 0o600)
  try {
    const stat = fs.fstatSync(fd)
    if (!stat.isFile() || isStdout(stat)) throw new Error("it is no file of its own")
    if (!ours(fd, stat.size)) throw new Error("there is a file that is no session log; nothing was written to it")
    fs.fchmodSync(fd, 0o600)
    return { fd, size: stat.size, torn: endsWithin(fd, stat.size) }
  } catch (error) {
    fs.closeSync(fd)
    throw error
  }
}

/** `log.jsonl` becomes `log.jsonl.1`, that becomes `log.jsonl.2`, and the last one goes. */
const shift = (path: string, files: number): void => {
  if (files === 1) return fs.truncateSync(path)
  for (let number = files - 1; number > 0; number--) {
    const from = number === 1 ? path : `${path}.${number - 1}`
    if (fs.existsSync(from)) fs.renameSync(from, `${path}.${number}`)
  }
}

/**
 * Opens a session log to append to it, readable by its owner alone. Every line goes to the system in one write, so that
 * whatever happens to the bridge only the last one can be missing.
 */
export const openLogFile = (path: string, rotation: Rotation): LogFile => {
  let file = open(path)
  const append = (line: string): void => {
    const bytes = Buffer.from(`${file.torn ? "\n" : ""}${line}\n`)
    if (file.size > 0 && file.size + bytes.length > rotation.size) {
      shift(path, rotation.files)
      const next = open(path)
      fs.closeSync(file.fd)
      file = next
      return append(line)
    }
    const written = fs.writeSync(file.fd, bytes)
    file.size += written
    file.torn = written > 0 && written < bytes.length
    if (written < bytes.length) throw new Error("the disk is full")
  }
  return { append, close: () => fs.closeSync(file.fd) }
}

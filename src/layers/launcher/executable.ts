import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { LaunchFailed } from "../../services/Launcher.ts"
import { type Elf, isNative, machineName, readElf } from "./elf.ts"

type Environment = Readonly<Record<string, string | undefined>>

/** A program that can be started, as far as a look at its file tells. */
export interface Executable {
  readonly path: string
  /** Undefined for a script, and on systems with other formats. */
  readonly elf: Elf | undefined
}

const isFile = (file: string): boolean => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true

/** As a shell does: a name without a slash is looked up in PATH, after the folder the bridge runs in. */
const locate = (name: string, environment: Environment): string => {
  const here = path.resolve(name)
  if (name.includes("/") || path.isAbsolute(name) || isFile(here)) return here
  const folders = (environment["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "")
  return folders.map((folder) => path.join(folder, name)).find(isFile) ?? here
}

const isAllowed = (file: string): boolean => {
  try {
    fs.accessSync(file, fs.constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The line after `#!` without its arguments; undefined where the file does not begin so. */
const interpreterOf = (file: string): string | undefined => {
  const handle = fs.openSync(file, "r")
  try {
    const buffer = Buffer.alloc(256)
    const text = buffer.toString("utf8", 0, fs.readSync(handle, buffer, 0, buffer.length, 0))
    return text.startsWith("#!") ? text.slice(2).trimStart().split(/\s/, 1)[0] ?? "" : undefined
  } finally {
    fs.closeSync(handle)
  }
}

/** Why a file that is no ELF file cannot be started. Node would give one without `#!` to a shell, whatever it holds. */
const scriptFault = (file: string): string | undefined => {
  const interpreter = interpreterOf(file)
  if (interpreter === undefined) return "it is neither an ELF program nor a script whose first line begins with #!"
  return fs.existsSync(interpreter)
    ? undefined
    : `its first line names the interpreter ${interpreter}, which does not exist`
}

/** Finds a program and checks what can be known without starting it. */
export const findExecutable = Effect.fn("Launcher.findExecutable")(function*(name: string, environment: Environment) {
  const file = locate(name, environment)
  const fault = (reason: string) => new LaunchFailed({ target: file, reason, tail: [] })
  const stat = yield* Effect.try({
    try: () => fs.statSync(file),
    catch: (cause) =>
      fault(cause instanceof Error && cause.message.startsWith("ENOENT") ? "there is no such file" : String(cause))
  })
  if (stat.isDirectory()) return yield* fault("it is a folder, not a program")
  if (!stat.isFile()) return yield* fault("it is no regular file")
  if (process.platform === "win32") return { path: file, elf: undefined } satisfies Executable
  if (!isAllowed(file)) return yield* fault(`it is not executable (chmod +x ${file} makes it so)`)
  const elf = yield* readElf(file)
  if (process.platform !== "linux") return { path: file, elf } satisfies Executable
  if (elf !== undefined && !isNative(elf.machine)) {
    return yield* fault(`it is built for ${machineName(elf.machine)}, and this machine is ${process.arch}`)
  }
  const wrong = elf === undefined
    ? yield* Effect.try({ try: () => scriptFault(file), catch: () => fault("it cannot be read") })
    : undefined
  return wrong === undefined ? { path: file, elf } satisfies Executable : yield* fault(wrong)
})

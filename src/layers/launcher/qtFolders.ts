import * as fs from "node:fs"
import * as path from "node:path"

type Environment = Readonly<Record<string, string | undefined>>

const windows = process.platform === "win32"

const holds = (folder: string, pattern: RegExp): boolean => {
  try {
    return fs.readdirSync(folder).some((name) => pattern.test(name))
  } catch {
    return false
  }
}

const hasPlatforms = (folder: string): boolean => fs.existsSync(path.join(folder, "platforms"))
const hasCore = (folder: string): boolean => holds(folder, /^(?:lib)?Qt\dCore\w*\.(?:so|dll|dylib)/i)

/** A Qt installation: plugins, and the libraries in `lib` (`bin` on Windows). */
const isPrefix = (folder: string): boolean =>
  hasPlatforms(path.join(folder, "plugins")) &&
  [folder, ...["bin", "lib"].map((sub) => path.join(folder, sub))].some(hasCore)

const librariesOf = (prefix: string): string => path.join(prefix, windows ? "bin" : "lib")

/** Where the target's Qt is, if it is not where the system's is. */
interface QtFolders {
  readonly plugins?: string
  readonly libraries?: string
}

const lookUp = (target: string, environment: Environment): QtFolders => {
  const own = path.dirname(target)
  const prefix = path.dirname(own)
  if (hasCore(own) && hasPlatforms(own)) return { plugins: own, libraries: own }
  if (isPrefix(prefix) && prefix !== "/usr") {
    return { plugins: path.join(prefix, "plugins"), libraries: librariesOf(prefix) }
  }
  const given = environment["QT_PLUGIN_PATH"]?.split(path.delimiter) ?? []
  return given.some(hasPlatforms) || !hasPlatforms(own) ? {} : { plugins: own }
}

/** Why `--qt-dir` cannot be used; undefined where it can. */
export const qtDirFault = (qtDir: string): string | undefined =>
  isPrefix(qtDir)
    ? undefined
    : `--qt-dir ${qtDir} holds no Qt: it needs plugins/platforms and ${windows ? "bin" : "lib"} with Qt's core library`

/** The variables with which the target finds its Qt: those of `qtDir`, else of what lies around the target. */
export const qtVariables = (
  target: string,
  qtDir: string | undefined,
  environment: Environment
): Readonly<Record<string, string>> => {
  const { libraries, plugins } = qtDir === undefined
    ? lookUp(target, environment)
    : { plugins: path.join(qtDir, "plugins"), libraries: librariesOf(qtDir) }
  const name = windows ? "PATH" : "LD_LIBRARY_PATH"
  const before = environment[name] ?? ""
  return {
    ...(plugins === undefined || (environment["QT_PLUGIN_PATH"] ?? "") !== "" ? {} : { QT_PLUGIN_PATH: plugins }),
    ...(libraries === undefined ? {} : { [name]: before === "" ? libraries : `${libraries}${path.delimiter}${before}` })
  }
}

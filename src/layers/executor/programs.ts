import * as fs from "node:fs"
import * as path from "node:path"

type Environment = Readonly<Record<string, string | undefined>>

const isProgram = (file: string): boolean => {
  try {
    fs.accessSync(file, fs.constants.X_OK)
    return fs.statSync(file).isFile()
  } catch {
    return false
  }
}

/** The file a name stands for, as a shell finds it: in PATH, or from the folder where it has a slash. */
export const locate = (name: string, folder: string, environment: Environment): string | undefined => {
  if (name.includes("/") || path.isAbsolute(name)) {
    const file = path.resolve(folder, name)
    return isProgram(file) ? file : undefined
  }
  const folders = (environment["PATH"] ?? "").split(path.delimiter).filter((each) => path.isAbsolute(each))
  const endings = process.platform === "win32" ? ["", ...(environment["PATHEXT"] ?? ".EXE").split(";")] : [""]
  return folders.flatMap((each) => endings.map((ending) => path.join(each, `${name}${ending}`))).find(isProgram)
}

const realPath = (file: string): string => {
  try {
    return fs.realpathSync(file)
  } catch {
    return file
  }
}

/**
 * The allowed program that a file is: the same file behind all links, under the same name. Not the file alone: one file may be
 * many programs, by the name it is called by. Not the name alone: anyone can make a file. It is given by the path of the
 * list, because a link of somebody else may lead elsewhere when it is run.
 */
export const allowedAs = (
  file: string,
  allowed: ReadonlyArray<string>,
  environment: Environment
): string | undefined =>
  allowed.map((entry) => locate(entry, ".", environment)).find((own) =>
    own !== undefined && path.basename(own) === path.basename(file) && realPath(own) === realPath(file)
  )

/** The shell that takes a command's text: bash, which most text is written for, or true for the system's own. */
export const shellOf = (given: string | undefined, environment: Environment): string | true =>
  given ?? (process.platform === "win32" ? undefined : locate("bash", "/", environment)) ?? true

import * as os from "node:os"
import * as path from "node:path"

type Environment = Readonly<Record<string, string | undefined>>

/** The user's data folder: `XDG_DATA_HOME` (ignored where relative, as its specification wants) or the system's own. */
const dataFolder = (environment: Environment): string => {
  const given = environment["XDG_DATA_HOME"]
  if (given !== undefined && path.isAbsolute(given)) return given
  const home = environment["HOME"] ?? os.homedir()
  return process.platform === "win32"
    ? environment["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local")
    : path.join(home, ".local", "share")
}

/** Where the downloaded tools are: one folder `qt<version>` for each Qt version. */
export const toolsRoot = (environment: Environment): string => path.join(dataFolder(environment), "qtmcp", "tools")

/** The folder of one Qt version such as `6.8`, with the probe, the launcher and `testapp/` in it. */
export const toolsFolder = (environment: Environment, qtVersion: string): string =>
  path.join(toolsRoot(environment), `qt${qtVersion}`)

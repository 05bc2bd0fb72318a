import * as os from "node:os"
import * as path from "node:path"

type Environment = Readonly<Record<string, string | undefined>>

/** A file a client is configured by. */
export interface ClientFile {
  readonly client: string
  readonly path: string
  /** Under which key it holds its servers. */
  readonly key: "mcpServers" | "servers"
  /** Comments and commas before a closing bracket are allowed. */
  readonly isLenient?: true
  /** The folder whose own servers it holds besides, under `projects`. */
  readonly project?: string
}

const configFolder = (environment: Environment, home: string): string =>
  process.platform === "darwin"
    ? path.join(home, "Library", "Application Support")
    : process.platform === "win32"
    ? environment["APPDATA"] ?? path.join(home, "AppData", "Roaming")
    : environment["XDG_CONFIG_HOME"] || path.join(home, ".config")

/** Of the user, and of the project in the folder the doctor is called in. */
export const clientFiles = (environment: Environment, here: string): ReadonlyArray<ClientFile> => {
  const home = environment["HOME"] ?? os.homedir()
  const config = configFolder(environment, home)
  return [
    { client: "Claude Desktop", path: path.join(config, "Claude", "claude_desktop_config.json"), key: "mcpServers" },
    { client: "Claude Code", path: path.join(here, ".mcp.json"), key: "mcpServers" },
    { client: "Claude Code", path: path.join(home, ".claude.json"), key: "mcpServers", project: here },
    { client: "Cursor", path: path.join(here, ".cursor", "mcp.json"), key: "mcpServers", isLenient: true },
    { client: "Cursor", path: path.join(home, ".cursor", "mcp.json"), key: "mcpServers", isLenient: true },
    { client: "VS Code", path: path.join(here, ".vscode", "mcp.json"), key: "servers", isLenient: true },
    { client: "VS Code", path: path.join(config, "Code", "User", "mcp.json"), key: "servers", isLenient: true }
  ]
}

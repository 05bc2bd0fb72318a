import { capabilities, logLevels, modes, x11InputChoices } from "../../services/Settings.ts"
import * as Kind from "./kinds.ts"

/** One row: parser, `--help`, docs and validation all come from it. The environment twin is `QTMCP_` + NAME. */
export interface Setting<A> {
  readonly flag: string
  readonly kind: Kind.Kind<A>
  /** Shown where nothing is set. */
  readonly default: string
  readonly about: string
}

const setting = <A>(flag: string, kind: Kind.Kind<A>, fallback: string, about: string): Setting<A> => ({
  flag,
  kind,
  default: fallback,
  about
})

/** The probe's own environment knows the mode `cu` by another name, and the bridge may be started in the same one. */
const probeNames = { computer_use: "cu" } as const

export const table = {
  mode: setting("mode", Kind.list(modes, "all", probeNames), "native", "tool sets to offer: one, a comma list, or all"),
  wsUrl: setting("ws-url", Kind.wsUrl, "ws://localhost:9222", "address of the probe"),
  port: setting("port", Kind.port, "9222", "port of a probe on this machine; short for --ws-url ws://localhost:PORT"),
  demo: setting("demo", Kind.toggle, "off", "drive the built-in demo application instead of a real one"),
  callTimeout: setting("call-timeout", Kind.duration, "30s", "deadline of one request to the probe"),
  logLevel: setting("log-level", Kind.choice(logLevels), "info", "least level that is logged"),
  logFile: setting("log-file", Kind.text("a file path"), "stderr", "file the log is appended to"),
  structured: setting("structured", Kind.toggle, "off", "send structuredContent too, for programs"),
  caps: setting("caps", Kind.list(capabilities, "all"), "none", "tools beside the modes: recording, session log"),
  logSession: setting(
    "log-session",
    Kind.text("a file path"),
    "none",
    "file the session is logged to from the start"
  ),
  logSize: setting("log-size", Kind.size, "10MB", "size at which the session log begins another file"),
  logFiles: setting("log-files", Kind.count(99), "5", "how many files of the session log are kept"),
  secrets: setting(
    "secrets",
    Kind.text("a file path"),
    "none",
    "file of what the session log must not hold, one a line"
  ),
  x11Input: setting(
    "x11-input",
    Kind.choice(x11InputChoices),
    "auto",
    "whether the agent mode may use xdotool on the X display, for menus on Qt 6"
  ),
  noDiscovery: setting("no-discovery", Kind.toggle, "off", "do not listen for probes that announce themselves"),
  discoveryPort: setting("discovery-port", Kind.port, "9221", "UDP port on which probes announce themselves"),
  discoverLan: setting("discover-lan", Kind.toggle, "off", "list probes of other machines too"),
  config: setting("config", Kind.text("a file path"), "none", "JSON file with settings, named as the flags are")
}

export const rows: ReadonlyArray<Setting<unknown>> = Object.values(table)

/** `ws-url` -> `QTMCP_WS_URL`, and its alias of the later project name. */
export const environmentNames = (flag: string): readonly [string, string] => {
  const name = flag.replaceAll("-", "_").toUpperCase()
  return [`QTMCP_${name}`, `QTPILOT_${name}`]
}

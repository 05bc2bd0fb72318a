import { applicationModes, capabilities, logLevels, modes, x11InputChoices } from "../../services/Settings.ts"
import * as Kind from "./kinds.ts"

/** One row: parser, `--help`, docs and validation all come from it. The environment twin is `QTMCP_` + NAME. */
export interface Setting<A> {
  readonly flag: string
  readonly kind: Kind.Kind<A>
  /** Shown where nothing is set. */
  readonly default: string
  readonly about: string
  /** Name of the environment twin after `QTMCP_`, where it is not that of the flag. */
  readonly variable?: string
  /** Variables of other programs that mean the same; the twin beats them. */
  readonly also?: ReadonlyArray<string>
  /** What a bare number stands for in those variables, such as `s`. */
  readonly alsoIn?: string
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
  mode: setting(
    "mode",
    Kind.list(modes, "all", probeNames, applicationModes),
    "native",
    "tool sets to offer: one, a comma list, or all but exec, which runs commands and must be named"
  ),
  wsUrl: setting("ws-url", Kind.wsUrl, "ws://localhost:9222", "address of the probe"),
  port: setting(
    "port",
    Kind.portOrFree,
    "9222",
    "port of a probe on this machine; short for --ws-url ws://localhost:PORT"
  ),
  target: setting(
    "target",
    Kind.text("the path of a program"),
    "none",
    "program to launch with the probe in it; what stands after -- are its arguments"
  ),
  arg: setting("arg", Kind.repeated("TEXT", "an argument"), "none", "argument of the target; repeatable"),
  probe: setting(
    "probe",
    Kind.text("a file path"),
    "none",
    "probe library of the target; else looked up by its Qt version"
  ),
  launcherPath: {
    ...setting("launcher-path", Kind.text("a file path"), "none", "launcher program that loads the probe (Windows)"),
    variable: "LAUNCHER"
  },
  qtDir: setting("qt-dir", Kind.text("a folder"), "none", "Qt installation of the target"),
  qtVersion: setting(
    "qt-version",
    Kind.word("VERSION", /^[56](\.\d+){0,2}(-\w+)?$/, "a Qt version such as 6.8"),
    "none",
    "which probe to take where there are several"
  ),
  cwd: setting("cwd", Kind.text("a folder"), "none", "working folder of the target"),
  env: setting("env", Kind.assignments, "none", "variable of the target; repeatable"),
  platform: setting(
    "platform",
    Kind.word("offscreen|xcb", /^[\w:;=,.-]+$/, "a Qt platform plugin such as offscreen or xcb"),
    "none",
    "Qt platform plugin of the target"
  ),
  startupTimeout: setting("startup-timeout", Kind.duration, "30s", "how long the target's probe may take to listen"),
  appDebug: setting("app-debug", Kind.toggle, "off", "keep the target's debug lines, and with them the probe's"),
  relaunch: setting("relaunch", Kind.toggle, "off", "start a target that crashed again, three times a minute at most"),
  appLog: setting("app-log", Kind.text("a file path"), "none", "file the target's output is appended to"),
  demo: setting("demo", Kind.toggle, "off", "drive the built-in demo application instead of a real one"),
  callTimeout: setting("call-timeout", Kind.duration, "30s", "deadline of one request to the probe"),
  logLevel: setting("log-level", Kind.choice(logLevels), "info", "least level that is logged"),
  logFile: setting("log-file", Kind.text("a file path"), "stderr", "file the log is appended to"),
  structured: setting("structured", Kind.toggle, "off", "send structuredContent too, for programs"),
  caps: setting(
    "caps",
    Kind.list(capabilities, "all"),
    "none",
    "tools beside the modes: recording, session log, background tasks"
  ),
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
  http: setting(
    "http",
    Kind.httpAddress,
    "none",
    "serve MCP, REST and WebSocket over HTTP too; alone it means 127.0.0.1:9876"
  ),
  noStdio: setting("no-stdio", Kind.toggle, "off", "with --http: do not serve MCP on stdin and stdout"),
  token: setting(
    "token",
    Kind.token,
    "none",
    "what HTTP requests must carry as Authorization: Bearer; needed to listen beyond this machine"
  ),
  executorUrl: {
    ...setting("executor-url", Kind.wsUrl, "none", "executor of mode exec; without one commands run in this process"),
    also: ["CC_EXECUTOR_WEBSOCKET_URL"]
  },
  executorToken: {
    ...setting("executor-token", Kind.foreignToken, "none", "what that executor wants as Authorization: Bearer"),
    also: ["CC_EXECUTOR_AUTH_TOKEN"]
  },
  execTimeout: {
    ...setting("exec-timeout", Kind.duration, "600s", "time limit of a command that names none"),
    also: ["CC_EXECUTOR_DEFAULT_TIMEOUT"],
    alsoIn: "s"
  },
  execWait: setting(
    "exec-wait",
    Kind.duration,
    "50s",
    "how long a call waits for its command; then the command goes on and the call answers with its id"
  ),
  execMaxOutput: {
    ...setting("exec-max-output", Kind.size, "10485760", "bytes of a command's output that are kept"),
    also: ["CC_EXECUTOR_MAX_OUTPUT_SIZE"]
  },
  execAllow: {
    ...setting(
      "exec-allow",
      Kind.names("PROGRAMS", "the name or path of a program"),
      "none",
      "run nothing but these, and without a shell; without an --executor-url, which has its own rules"
    ),
    also: ["CC_EXECUTOR_ALLOWED_COMMANDS", "ALLOWED_COMMANDS"]
  },
  execPassEnv: setting(
    "exec-pass-env",
    Kind.names("NAMES", "the name of a variable"),
    "none",
    "variables commands inherit besides the usual ones, such as ANTHROPIC_API_KEY"
  ),
  claudePath: setting(
    "claude-path",
    Kind.text("a program's name or path"),
    "claude",
    "the Claude CLI that execute_claude runs"
  ),
  state: setting(
    "state",
    Kind.text("a file path"),
    "none",
    "SQLite file that keeps the tasks over a restart; one server each"
  ),
  config: setting("config", Kind.text("a file path"), "none", "JSON file with settings, named as the flags are")
}

export const rows: ReadonlyArray<Setting<unknown>> = Object.values(table)

/** `ws-url` -> `QTMCP_WS_URL`, its alias of the later project name, and what other programs call it; the first counts. */
export const environmentNames = (flag: string): readonly [string, string, ...ReadonlyArray<string>] => {
  const row = rows.find((candidate) => candidate.flag === flag)
  const name = row?.variable ?? flag.replaceAll("-", "_").toUpperCase()
  return [`QTMCP_${name}`, `QTPILOT_${name}`, ...row?.also ?? []]
}

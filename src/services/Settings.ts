import * as Context from "effect/Context"
import * as Schema from "effect/Schema"

/** The tool sets a server can offer: four ways to drive an application, and `exec`, which runs commands. */
export const modes = ["agent", "native", "cu", "chrome", "exec"] as const
export type Mode = (typeof modes)[number]

/** What `all` stands for: every way to drive the application. To run commands has to be asked for by name. */
export const applicationModes = ["agent", "native", "cu", "chrome"] as const

/** Whether any of these drives an application; without one there is no probe to connect to. */
export const drivesApplication = (mode: ReadonlyArray<Mode>): boolean => mode.some((one) => one !== "exec")

export const logLevels = ["trace", "debug", "info", "warn", "error", "none"] as const
export type LogLevel = (typeof logLevels)[number]

export const x11InputChoices = ["auto", "off"] as const
export type X11InputChoice = (typeof x11InputChoices)[number]

/** What a server can do beside its modes: record what the user does, log its own session, run tools as tasks. */
export const capabilities = ["record", "log", "tasks"] as const
export type Capability = (typeof capabilities)[number]

/** Where the gateway listens. */
export interface HttpAddress {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
}

/** Every setting, decoded. Durations are milliseconds. */
export interface SettingsValues {
  readonly mode: ReadonlyArray<Mode>
  readonly wsUrl: string
  readonly demo: boolean
  readonly callTimeout: number
  readonly logLevel: LogLevel
  readonly logFile: string | undefined
  readonly structured: boolean
  readonly caps: ReadonlyArray<Capability>
  /** File the session is logged to from the start. */
  readonly logSession: string | undefined
  /** Bytes of one file of the session log. */
  readonly logSize: number
  /** How many files of the session log are kept. */
  readonly logFiles: number
  /** File of what the session log must not hold, one a line. */
  readonly secrets: string | undefined
  /** Whether the agent mode may send input through the X server. */
  readonly x11Input: X11InputChoice
  /** The program to launch; undefined where the bridge connects to one that runs. */
  readonly target: string | undefined
  /** Its arguments. */
  readonly args: ReadonlyArray<string>
  /** The port its probe is told to listen on; 0 lets the system choose. */
  readonly targetPort: number
  readonly probe: string | undefined
  readonly launcherPath: string | undefined
  readonly qtDir: string | undefined
  readonly qtVersion: string | undefined
  readonly cwd: string | undefined
  /** Variables of the target beside the inherited ones. */
  readonly env: Readonly<Record<string, string>>
  /** Qt platform plugin of the target. */
  readonly platform: string | undefined
  readonly startupTimeout: number
  /** Whether the target's own debug lines are kept, the probe's chatter with them. */
  readonly appDebug: boolean
  readonly relaunch: boolean
  /** File the target's output is appended to. */
  readonly appLog: string | undefined
  /** The environment of this process, which a launched target inherits. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Whether probes that announce themselves are listened for. */
  readonly discovery: boolean
  /** UDP port of the announcements. */
  readonly discoveryPort: number
  /** Whether announcements of other machines count. */
  readonly discoverLan: boolean
  /** Where MCP, REST and WebSocket are served; undefined where they are not. */
  readonly http: HttpAddress | undefined
  /** Whether MCP is served on stdin and stdout. */
  readonly stdio: boolean
  /** What every HTTP request has to carry; undefined asks for nothing. */
  readonly token: string | undefined
  /** SQLite file of the task table; it is kept in memory where undefined. */
  readonly state: string | undefined
  /** WebSocket address of the executor of mode `exec`; undefined runs commands in this process. */
  readonly executorUrl: string | undefined
  /** What that executor wants as `Authorization: Bearer`. */
  readonly executorToken: string | undefined
  /** Of a command that names no time limit. */
  readonly execTimeout: number
  /** How long a call waits for its command before it answers with how to go on. */
  readonly execWait: number
  /** Bytes of the output of one command that are kept. */
  readonly execMaxOutput: number
  /** Programs that may be run, and then without a shell; undefined where everything may. For commands of this process. */
  readonly execAllow: ReadonlyArray<string> | undefined
  /** Names of variables that commands of this process inherit besides the usual ones. */
  readonly execPassEnv: ReadonlyArray<string>
  /** The Claude CLI, a name or a path where the executor runs. */
  readonly claudePath: string
}

/** A setting that cannot be used. `message` is the one line a person needs; the exit code is 2. */
export class SettingsError extends Schema.TaggedError<SettingsError>()("SettingsError", { message: Schema.String }) {}

/** The settings of this process. */
export class Settings extends Context.Service<Settings, SettingsValues>()("qtmcp/services/Settings") {
  /** What holds where nothing is set. */
  static readonly defaults: SettingsValues = {
    mode: ["native"],
    wsUrl: "ws://localhost:9222",
    demo: false,
    callTimeout: 30_000,
    logLevel: "info",
    logFile: undefined,
    structured: false,
    caps: [],
    logSession: undefined,
    logSize: 10_000_000,
    logFiles: 5,
    secrets: undefined,
    x11Input: "auto",
    target: undefined,
    args: [],
    targetPort: 9222,
    probe: undefined,
    launcherPath: undefined,
    qtDir: undefined,
    qtVersion: undefined,
    cwd: undefined,
    env: {},
    platform: undefined,
    startupTimeout: 30_000,
    appDebug: false,
    relaunch: false,
    appLog: undefined,
    environment: {},
    discovery: true,
    discoveryPort: 9221,
    discoverLan: false,
    http: undefined,
    stdio: true,
    token: undefined,
    state: undefined,
    executorUrl: undefined,
    executorToken: undefined,
    execTimeout: 600_000,
    execWait: 50_000,
    execMaxOutput: 10_485_760,
    execAllow: undefined,
    execPassEnv: [],
    claudePath: "claude"
  }
}

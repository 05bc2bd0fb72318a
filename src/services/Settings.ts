import * as Context from "effect/Context"
import * as Schema from "effect/Schema"

/** The tool sets a server can offer. */
export const modes = ["agent", "native", "cu", "chrome"] as const
export type Mode = (typeof modes)[number]

export const logLevels = ["trace", "debug", "info", "warn", "error", "none"] as const
export type LogLevel = (typeof logLevels)[number]

export const x11InputChoices = ["auto", "off"] as const
export type X11InputChoice = (typeof x11InputChoices)[number]

/** What a server can do beside its modes: record what the user does, and log its own session. */
export const capabilities = ["record", "log"] as const
export type Capability = (typeof capabilities)[number]

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
  /** Whether probes that announce themselves are listened for. */
  readonly discovery: boolean
  /** UDP port of the announcements. */
  readonly discoveryPort: number
  /** Whether announcements of other machines count. */
  readonly discoverLan: boolean
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
    discovery: true,
    discoveryPort: 9221,
    discoverLan: false
  }
}

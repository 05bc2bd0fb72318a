import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { SettingsError } from "../../services/Settings.ts"
import * as Kind from "../settings/kinds.ts"
import type { Environment } from "../settings/sources.ts"

/** A setting of `qtmcp executor`: a flag, and the variables that say the same. */
export interface Setting<A> {
  readonly flag: string
  readonly variables: ReadonlyArray<string>
  readonly kind: Kind.Kind<A>
  /** As it stands in the help, where there is a default. */
  readonly default?: string
  readonly about: string
}

const setting = <A>(
  flag: string,
  variables: ReadonlyArray<string>,
  kind: Kind.Kind<A>,
  about: string,
  fallback?: string
): Setting<A> => ({ flag, variables, kind, about, ...(fallback === undefined ? {} : { default: fallback }) })

/** As everywhere in the executor's protocol a bare number is seconds. */
const seconds: Kind.Kind<number> = {
  hint: "DURATION",
  expected: "a duration above zero and up to a day, such as 500ms, 30s or 10m (a bare number is seconds)",
  decode: (text) => Kind.duration.decode(/^\s*\d+(\.\d+)?\s*$/.test(text) ? `${text.trim()}s` : text)
}

const names = Kind.names("NAME,…", "a name")

const anyPort: Kind.Kind<number> = { ...Kind.portOrFree, expected: "a port from 1 to 65535, or 0 for a free one" }

/** Python's WebSocket clients read frames of up to 1 MiB, and six characters may stand for one. */
const piece: Kind.Kind<number> = {
  hint: "SIZE",
  expected: "a number of characters from 1000 to 150000",
  decode: (text) => Option.filter(Kind.size.decode(text), (size) => size <= 150_000)
}

const prefixed = (...variables: ReadonlyArray<string>) => variables.map((name) => `CC_EXECUTOR_${name}`)

export const table = {
  port: setting("port", prefixed("PORT"), anyPort, "port to listen on; 0 takes a free one", "8004"),
  host: setting(
    "host",
    prefixed("HOST"),
    Kind.word("HOST", /^[\w.:[\]-]+$/, "a host name or address"),
    "address to listen on; any but this machine's own needs a token",
    "127.0.0.1"
  ),
  token: setting(
    "token",
    prefixed("AUTH_TOKEN"),
    Kind.word("TOKEN", /^\S+$/, "a token without spaces"),
    "what clients have to send as Authorization: Bearer TOKEN; better as the variable, which no process list shows"
  ),
  requireAuth: setting("require-auth", prefixed("REQUIRE_AUTH"), Kind.toggle, "do not start without a token"),
  defaultTimeout: setting(
    "default-timeout",
    prefixed("DEFAULT_TIMEOUT"),
    seconds,
    "how long a command may run that names no timeout",
    "600s"
  ),
  allowedCommands: setting(
    "allowed-commands",
    [...prefixed("ALLOWED_COMMANDS"), "ALLOWED_COMMANDS"],
    names,
    "the only programs to run, by name or path, and then without a shell"
  ),
  maxOutput: setting(
    "max-output",
    prefixed("MAX_OUTPUT_SIZE"),
    Kind.size,
    "bytes of output delivered of one command",
    "10485760"
  ),
  streamBuffer: setting(
    "stream-buffer",
    prefixed("STREAM_BUFFER_SIZE"),
    piece,
    "characters of a line in one message; longer lines are cut",
    "65536"
  ),
  maxSessions: setting(
    "max-sessions",
    [...prefixed("MAX_SESSIONS"), "MAX_SESSIONS"],
    Kind.count(10_000),
    "connections at once",
    "100"
  ),
  rateLimit: setting(
    "rate-limit",
    prefixed("RATE_LIMIT"),
    Kind.count(1_000_000),
    "commands one client may start in a minute",
    "600"
  ),
  heartbeat: setting(
    "heartbeat",
    [...prefixed("HEARTBEAT"), "WEBSOCKET_HEARTBEAT_INTERVAL"],
    seconds,
    "time between two pings; a client that is silent for two is gone",
    "30s"
  ),
  grace: setting("grace", prefixed("GRACE"), seconds, "from asking a command to end to killing it", "2s"),
  shell: setting(
    "shell",
    prefixed("SHELL"),
    Kind.text("the path of a shell"),
    "shell for commands that are text (default bash where there is one, else the system's own)"
  ),
  passEnv: setting(
    "pass-env",
    prefixed("PASS_ENV"),
    names,
    "variables to hand on to commands besides PATH, HOME, LANG and the like"
  )
}

export const rows: ReadonlyArray<Setting<unknown>> = Object.values(table)

/** The value of a setting: of the flag, else of the first variable that is set; undefined where neither is. */
export const read = <A>(
  { flag, kind, variables }: Setting<A>,
  flags: ReadonlyMap<string, string>,
  environment: Environment
): Effect.Effect<A | undefined, SettingsError> => {
  const variable = variables.find((name) => (environment[name] ?? "") !== "")
  const text = flags.get(flag) ?? (variable === undefined ? undefined : environment[variable])
  if (text === undefined) return Effect.undefined
  const origin = flags.has(flag) ? `--${flag}` : variable
  return Option.match(kind.decode(text), {
    onSome: (value) => Effect.succeed(value),
    onNone: () => {
      const message = `qtmcp executor: ${origin}: ${JSON.stringify(text)} is not usable: expected ${kind.expected}`
      return Effect.fail(new SettingsError({ message }))
    }
  })
}

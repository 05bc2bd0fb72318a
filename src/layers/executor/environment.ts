import type { Policy } from "./Policy.ts"

/** What programs need of the system they run on. Everything else may be a secret. */
const usual = new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "LANGUAGE",
  "TZ",
  "TERM",
  "TMPDIR",
  "TMP",
  "TEMP",
  "DISPLAY",
  "WAYLAND_DISPLAY",
  "XAUTHORITY",
  "XDG_RUNTIME_DIR",
  "XDG_CONFIG_HOME",
  "XDG_CACHE_HOME",
  "XDG_DATA_HOME",
  "SYSTEMROOT",
  "SYSTEMDRIVE",
  "WINDIR",
  "COMSPEC",
  "PATHEXT",
  "USERNAME",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "PROGRAMDATA",
  "PROGRAMFILES"
])

const isUsual = (name: string): boolean => usual.has(name.toUpperCase()) || name.startsWith("LC_")

/** Python keeps what it prints to a pipe for later, where nobody tells it not to. */
const unbuffered = { PYTHONUNBUFFERED: "1" }

/** The environment of a command: the usual variables, those the operator hands on, those that were asked for. */
export const environmentOf = (
  { environment, passed }: Policy,
  asked: Readonly<Record<string, string>>
): Readonly<Record<string, string>> => {
  const inherited = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && (isUsual(name) || passed.includes(name)) ? [[name, value]] : []
  )
  return { ...unbuffered, ...Object.fromEntries(inherited), ...asked }
}

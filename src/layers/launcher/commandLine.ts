import * as Effect from "effect/Effect"
import { LaunchFailed, type Target } from "../../services/Launcher.ts"
import type { SettingsValues } from "../../services/Settings.ts"
import type { Executable } from "./executable.ts"
import { findExecutable } from "./executable.ts"
import { findProbe } from "./probes.ts"
import { qtDirFault, qtVariables } from "./qtFolders.ts"

/** What is started. */
export interface CommandLine {
  readonly command: string
  readonly args: ReadonlyArray<string>
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * The probe prints every request and answer as a debug message, pictures included, so those are off unless they are
 * asked for or rules are set already (probe protocol notes §12).
 */
const quiet = { QT_LOGGING_RULES: "*.debug=false" }

const variables = (
  target: Target,
  executable: Executable,
  settings: SettingsValues
): Readonly<Record<string, string | undefined>> => {
  const given = {
    ...(settings.appDebug ? {} : quiet),
    ...settings.environment,
    ...(settings.platform === undefined ? {} : { QT_QPA_PLATFORM: settings.platform }),
    ...target.env
  }
  const port = String(settings.targetPort)
  return { ...given, ...qtVariables(executable.path, settings.qtDir, given), QTMCP_PORT: port, QTPILOT_PORT: port }
}

const throughLauncher = Effect.fnUntraced(function*(
  target: Target,
  executable: Executable,
  launcherPath: string,
  settings: SettingsValues
) {
  const { path: command } = yield* findExecutable(launcherPath, settings.environment)
  const choice = { given: settings.probe, qtVersion: undefined, environment: {} }
  const probe = settings.probe === undefined ? undefined : yield* findProbe(executable, choice)
  const option = (name: string, value: string | undefined) => value === undefined ? [] : [name, value]
  const args = [
    "--port",
    String(settings.targetPort),
    ...option("--probe", probe),
    ...option("--qt-version", settings.qtVersion),
    ...option("--qt-dir", settings.qtDir),
    "--",
    executable.path,
    ...target.args
  ]
  return { command, args, env: variables(target, executable, settings) } satisfies CommandLine
})

/** How a program is started with the probe in it: with the library preloaded on Linux, else by a launcher program. */
export const commandLine = Effect.fn("Launcher.commandLine")(function*(target: Target, settings: SettingsValues) {
  const executable = yield* findExecutable(target.path, settings.environment)
  const fault = (reason: string) => new LaunchFailed({ target: executable.path, reason, tail: [] })
  const wrongQt = settings.qtDir === undefined ? undefined : qtDirFault(settings.qtDir)
  if (wrongQt !== undefined) return yield* fault(wrongQt)
  const { launcherPath } = settings
  if (launcherPath !== undefined) return yield* throughLauncher(target, executable, launcherPath, settings)
  if (process.platform !== "linux") return yield* fault("on this system a launcher program is needed: --launcher-path")
  const choice = { given: settings.probe, qtVersion: settings.qtVersion, environment: settings.environment }
  const probe = yield* findProbe(executable, choice)
  if (/[\s:]/.test(probe)) {
    return yield* fault(
      `the path of the probe, ${probe}, holds a space or a colon, which LD_PRELOAD cannot; move it or link to it`
    )
  }
  const env = variables(target, executable, settings)
  const preloaded = [probe, env["LD_PRELOAD"]].filter((each) => each !== undefined && each !== "").join(":")
  return { command: executable.path, args: target.args, env: { ...env, LD_PRELOAD: preloaded } } satisfies CommandLine
})

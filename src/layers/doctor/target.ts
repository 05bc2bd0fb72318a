import * as Effect from "effect/Effect"
import * as path from "node:path"
import type { SettingsValues } from "../../services/Settings.ts"
import { qtMajorOf, readElf } from "../launcher/elf.ts"
import { type Executable, findExecutable } from "../launcher/executable.ts"
import { findProbe } from "../launcher/probes.ts"
import { type Finding, note, ok, wrong } from "./finding.ts"

/** A reason of the launcher's in two: what is the matter, and what to do. */
const split = (name: string, reason: string, otherwise: string): Finding => {
  const [, message = reason, fix] =
    /^(.*?)(?:; | \(|\. )((?:name|give|qtmcp|chmod|end|move)\b.*?)\)?$/is.exec(reason) ?? []
  return wrong(name, message, fix ?? otherwise)
}

const describe = (target: Executable, probe: string | undefined): Finding => {
  if (target.elf === undefined) {
    return process.platform === "linux"
      ? note("target", `${target.path} is a script: the Qt version of what it starts is not known`)
      : ok("target", target.path)
  }
  const major = qtMajorOf(target.elf)
  if (major !== undefined) return ok("target", `${target.path}, a Qt ${major} application`)
  return probe === undefined
    ? wrong(
      "target",
      `${target.path} links no Qt library by itself`,
      "if it is a Qt application all the same, name the probe with --probe"
    )
    : note("target", `${target.path} links no Qt library by itself; --probe is taken as it is`)
}

const checkProbe = (target: Executable, { environment, probe, qtVersion }: SettingsValues) =>
  findProbe(target, { given: probe, qtVersion, environment }).pipe(
    Effect.map((found) => ok("probe", `${found} fits`)),
    Effect.catchTag(
      "LaunchFailed",
      ({ reason }) => Effect.succeed(split("probe", reason, "name a probe that fits with --probe"))
    )
  )

const checkLoneProbe = Effect.fnUntraced(function*(probe: string | undefined) {
  if (probe === undefined) {
    return note("probe", "no --target and no --probe: nothing to load, the application brings it")
  }
  const file = path.resolve(probe)
  const elf = yield* readElf(file)
  if (elf === undefined) return wrong("probe", `${file} is no shared library`, "name the probe's .so file with --probe")
  return ok("probe", `${file}, for Qt ${qtMajorOf(elf) ?? "of an unknown version"}`)
})

/** The target, the probe for it, and the launcher program where one is used. */
export const checkTarget = Effect.fn("doctor.checkTarget")(function*(settings: SettingsValues) {
  const { environment, launcherPath, probe, target } = settings
  if (target === undefined) {
    return [
      note("target", "none (--target PATH): qtmcp connects to an application that runs"),
      yield* checkLoneProbe(probe)
    ]
  }
  const found = yield* Effect.result(findExecutable(target, environment))
  if (found._tag === "Failure") {
    const { reason, target: file } = found.failure
    return [split("target", `${file}: ${reason}`, "give the path of the application's program with --target")]
  }
  if (launcherPath !== undefined || process.platform !== "linux") return [describe(found.success, probe)]
  return [describe(found.success, probe), yield* checkProbe(found.success, settings)]
})

export const checkLauncher = Effect.fn("doctor.checkLauncher")(
  function*({ environment, launcherPath }: SettingsValues) {
    if (launcherPath === undefined) {
      return process.platform === "win32"
        ? wrong("launcher", "none is named", "qtmcp download-tools fetches one; name it with --launcher-path")
        : ok("launcher", "none, and none is needed: the probe is preloaded")
    }
    return yield* findExecutable(launcherPath, environment).pipe(
      Effect.map((found) => ok("launcher", found.path)),
      Effect.catchTag("LaunchFailed", ({ reason, target }) =>
        Effect.succeed(
          split("launcher", `${target}: ${reason}`, "name it with --launcher-path, or leave that out on Linux")
        ))
    )
  }
)

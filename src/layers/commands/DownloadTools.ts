import * as Effect from "effect/Effect"
import * as path from "node:path"
import { countOf } from "../../tools/text/values.ts"
import { download } from "../download/download.ts"
import { makeProgressBar } from "../download/progressBar.ts"
import {
  architectures,
  archiveName,
  newestRelease,
  qtVersions,
  releaseUrl,
  resolveQtVersion
} from "../download/releases.ts"
import { toolsFolder } from "../launcher/toolsFolder.ts"
import { misused, takeArguments } from "./arguments.ts"
import type { Command } from "./command.ts"

const help = `usage: qtmcp download-tools --qt-version V [flags]

Fetches the probe, the launcher and a test application from the releases of their project, and keeps them where
qtmcp --target looks for them. Take the Qt version of your application, or an older one of the same major.

  --qt-version V  one of ${qtVersions.join(", ")}; 6 is the newest of these for Qt 6, latest the newest of all
  --release TAG   release to take it from (default ${newestRelease}), or latest
  --arch ARCH     ${architectures.join(" or ")} (default that of this machine)
  --output DIR    folder to unpack into (default in the user's data folder, below qtmcp/tools)
  --no-verify     do without the checksum of the release
  --base-url URL  mirror with a folder for each release (QTMCP_DOWNLOAD_URL; default GitHub)

Run it again after an interruption: it goes on where it stopped.
Exit code: 0 they are there, 1 it failed (the reason is on stderr), 2 bad usage.
`

const flagTypes = {
  "qt-version": "string",
  release: "string",
  arch: "string",
  output: "string",
  "no-verify": "boolean",
  "base-url": "string"
} as const

const name = "download-tools"

const isHttp = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)

const choose = Effect.fn("commands.chooseDownload")(function*(
  flags: ReadonlyMap<string, string>,
  environment: Readonly<Record<string, string | undefined>>
) {
  const wanted = flags.get("qt-version")
  const known = `the known ones are ${qtVersions.join(", ")}`
  if (wanted === undefined) return yield* misused(name, `--qt-version is needed; ${known}`)
  const qtVersion = resolveQtVersion(wanted)
  if (qtVersion === undefined) {
    return yield* misused(name, `there is no build for Qt ${JSON.stringify(wanted)}; ${known}`)
  }
  const machine = process.arch === "ia32" ? "x86" : process.arch
  const arch = architectures.find((each) => each === (flags.get("arch") ?? machine))
  if (arch === undefined) {
    return yield* misused(name, `there are builds for ${architectures.join(" and ")} only, chosen by --arch`)
  }
  const archive = archiveName(qtVersion, process.platform, arch)
  if (archive === undefined) return yield* misused(name, `there are builds for Linux and Windows only`)
  const base = flags.get("base-url") ?? (environment["QTMCP_DOWNLOAD_URL"] || environment["QTPILOT_DOWNLOAD_URL"])
  if (base !== undefined && base !== "" && !isHttp(base)) return yield* misused(name, `${base} is no http address`)
  const tag = flags.get("release") ?? newestRelease
  if (!/^\w[\w.-]*$/.test(tag)) return yield* misused(name, `${JSON.stringify(tag)} is no tag of a release`)
  const output = flags.get("output")
  return {
    archive,
    tag,
    from: releaseUrl(tag, base === "" ? undefined : base),
    folder: output === undefined ? toolsFolder(environment, qtVersion) : path.resolve(output),
    verify: !flags.has("no-verify")
  }
})

export const command: Command = {
  help,
  run: Effect.fn("commands.downloadTools")(function*(argv, { environment, err, isTerminal, out }) {
    const { flags, settings, words } = yield* takeArguments(name, argv, flagTypes)
    const [stray] = [...words, ...settings]
    if (stray !== undefined) return yield* misused(name, `unexpected argument ${JSON.stringify(stray)}`)
    const choice = yield* choose(flags, environment)
    const progress = isTerminal ? makeProgressBar(err) : () => Effect.void
    yield* err(`${choice.from}/${choice.archive}\n`)
    return yield* download({ ...choice, progress }).pipe(
      Effect.flatMap((names) => {
        const top = [...new Set(names.map((file) => file.split("/")[0]))]
        return out(`${top.join(", ")} (${countOf(names.length, "file")}) in ${choice.folder}\n`)
      }),
      Effect.as(0),
      Effect.catchTag("DownloadFailed", ({ message }) => Effect.as(err(`${message}.\n`), 1))
    )
  })
}

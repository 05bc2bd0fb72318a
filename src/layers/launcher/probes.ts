import * as Effect from "effect/Effect"
import * as fs from "node:fs"
import * as path from "node:path"
import { LaunchFailed } from "../../services/Launcher.ts"
import { machineName, qtMajorOf, readElf } from "./elf.ts"
import type { Executable } from "./executable.ts"
import { toolsRoot } from "./toolsFolder.ts"

/** What decides which probe is loaded. */
export interface ProbeChoice {
  /** `--probe`. */
  readonly given: string | undefined
  /** `--qt-version`. */
  readonly qtVersion: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
}

interface Candidate {
  readonly file: string
  /** `6.8` of `libqtPilot-probe-qt6.8.so` or of the tools folder `qt6.8`; empty where neither says. */
  readonly version: string
}

const fileName = /^(?:lib)?(?:qtpilot|qtmcp)-probe.*\.so$/i
const versionIn = /qt(\d+(?:\.\d+)*)/i

const namesIn = (folder: string): ReadonlyArray<string> => {
  try {
    return fs.readdirSync(folder)
  } catch {
    return []
  }
}

const candidatesIn = (folder: string): ReadonlyArray<Candidate> =>
  namesIn(folder).filter((name) => fileName.test(name)).map((name) => ({
    file: path.join(folder, name),
    version: versionIn.exec(name.replace(/^(?:lib)?qt(?:pilot|mcp)/i, ""))?.[1] ??
      versionIn.exec(path.basename(folder))?.[1] ?? ""
  }))

const byNumber = new Intl.Collator("en", { numeric: true })

const isVersion = (wanted: string | undefined, version: string): boolean =>
  wanted === undefined || version === wanted || version.startsWith(`${wanted}.`)

const missing = (target: string, reason: string) => new LaunchFailed({ target, reason, tail: [] })

const explicit = Effect.fnUntraced(function*(target: Executable, probe: string) {
  const file = path.resolve(probe)
  const elf = yield* readElf(file)
  if (!fs.existsSync(file)) return yield* missing(target.path, `there is no probe at ${file}`)
  if (elf === undefined) return yield* missing(target.path, `the probe ${file} is no shared library`)
  if (target.elf === undefined) return file
  if (elf.machine !== target.elf.machine) {
    const reason = `it is built for ${machineName(target.elf.machine)} and the probe ${file} for ${
      machineName(elf.machine)
    }`
    return yield* missing(target.path, reason)
  }
  const [wanted, found] = [qtMajorOf(target.elf), qtMajorOf(elf)]
  if (wanted === undefined || found === undefined || wanted === found) return file
  return yield* missing(
    target.path,
    `it is a Qt ${wanted} application and the probe ${file} is for Qt ${found}; with that it would run and never listen. `
      + `Give a probe for Qt ${wanted}`
  )
})

/** Beside the target first, then the downloaded ones, of several the highest version. */
const lookUp = Effect.fnUntraced(function*(target: Executable, { environment, qtVersion }: ProbeChoice) {
  const wanted = target.elf === undefined ? undefined : qtMajorOf(target.elf)
  if (wanted === undefined) {
    const kind = target.elf === undefined ? "it is a script" : "it links no Qt library by itself"
    return yield* missing(target.path, `${kind}, so that its Qt version is unknown; name the probe with --probe`)
  }
  const own = path.dirname(target.path)
  const root = toolsRoot(environment)
  const downloaded = namesIn(root).toSorted(byNumber.compare).toReversed().map((name) => path.join(root, name))
  const folders = [own, path.join(own, "lib"), path.join(own, "..", "lib"), ...downloaded]
  const all = folders.flatMap((folder) =>
    candidatesIn(folder).toSorted((one, other) => byNumber.compare(other.version, one.version))
  )
  const others = new Set<string>()
  for (const { file, version } of all) {
    const elf = yield* readElf(file)
    const major = elf === undefined ? undefined : qtMajorOf(elf)
    if (elf?.machine === target.elf?.machine && major === wanted && isVersion(qtVersion, version)) return file
    if (elf !== undefined) others.add(`${file} (Qt ${major ?? "unknown"})`)
  }
  const found = others.size === 0 ? "" : `; there is only ${[...others].slice(0, 4).join(", ")}`
  const exact = qtVersion === undefined ? `Qt ${wanted}` : `Qt ${qtVersion}`
  return yield* missing(
    target.path,
    `no probe for ${exact} was found beside it or in ${root}${found}. `
      + `qtmcp download-tools --qt-version ${
        qtVersion ?? (wanted === 5 ? "5.15" : "6.8")
      } fetches one, or name one with --probe`
  )
})

/** The probe library to load into a program; fails where there is none, or only one the program would not use. */
export const findProbe = Effect.fn("Launcher.findProbe")((target: Executable, choice: ProbeChoice) =>
  choice.given === undefined ? lookUp(target, choice) : explicit(target, choice.given)
)

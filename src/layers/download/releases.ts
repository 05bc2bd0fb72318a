/** The Qt versions the project builds its tools for (Python server notes B.10). */
export const qtVersions = ["5.15", "5.15-patched", "6.5", "6.8", "6.9", "6.10"] as const

/** The newest release of the tools that is known to work with this bridge. */
export const newestRelease = "v0.1.5"

export const repository = "https://github.com/ssss2art/qtPilot/releases"

/** Of each release, the checksums of its archives, as `sha256sum` prints them. */
export const checksumFile = "SHA256SUMS"

export const architectures = ["x64", "x86"] as const
export type Architecture = (typeof architectures)[number]

/** 6.10 is newer than 6.9. */
const byNumber = new Intl.Collator("en", { numeric: true })

/** Built for people who changed their Qt; nobody means it who does not name it. */
const plain = qtVersions.filter((version) => !version.includes("-")).toSorted(byNumber.compare)

/**
 * The version whose tools are meant: one of the known, the one that begins a longer number (6.8.2), the newest of a major
 * (6), or the newest of all (`latest`). Undefined where there is none.
 */
export const resolveQtVersion = (wanted: string): string | undefined => {
  const text = wanted.trim().toLowerCase()
  if (text === "latest") return plain.at(-1)
  if (/^\d+$/.test(text)) return plain.findLast((version) => version.startsWith(`${text}.`))
  return qtVersions.find((version) => version === text) ??
    plain.find((version) => text.startsWith(`${version}.`) && /^[\d.]+$/.test(text))
}

/** The name of an archive, or undefined where none is built for the system. */
export const archiveName = (
  qtVersion: string,
  platform: NodeJS.Platform,
  architecture: Architecture
): string | undefined => {
  if (platform === "win32") return `qtpilot-qt${qtVersion}-windows-${architecture}.zip`
  if (platform === "linux") return `qtpilot-qt${qtVersion}-linux${architecture === "x86" ? "-x86" : ""}.tar.gz`
  return undefined
}

/** The folder of a release: `base` (a mirror) holds one for each tag; GitHub has a place of its own for its latest. */
export const releaseUrl = (tag: string, base: string | undefined): string => {
  if (base !== undefined) return `${base.replace(/\/+$/, "")}/${tag}`
  return tag === "latest" ? `${repository}/latest/download` : `${repository}/download/${tag}`
}

import type { AnnouncedProbe } from "../../services/Discovery.ts"
import type { Announcement } from "./Announcement.ts"
import { printable } from "./printable.ts"

/** Three announcements that did not come. */
const staleAfter = 15_000

/** A host that announces more is no host of people's applications; one cannot crowd out the others. */
const mostOfHost = 16
const most = 64

const textLimit = 60

/** The probes that are known, by host, pid and port. */
export interface Book {
  /** Takes an announcement of a host in; a goodbye takes its probe out. `now` is epoch milliseconds. */
  readonly hear: (announcement: Announcement, host: string, now: number) => void
  /** Those that are not stale, by name. */
  readonly probes: (now: number) => ReadonlyArray<AnnouncedProbe>
}

const cut = <K extends string>(key: K, text: string | undefined) =>
  text === undefined || text === "" ? {} : { [key]: printable(text, textLimit) }

const probeOf = (said: Extract<Announcement, { readonly type: "announce" }>, host: string, seen: number) => ({
  url: `ws://${host}:${said.wsPort}`,
  appName: printable(said.appName, textLimit) || "unnamed",
  pid: said.pid,
  port: said.wsPort,
  ...cut("qtVersion", said.qtVersion),
  ...cut("hostname", said.hostname),
  ...cut("mode", said.mode),
  ...(said.uptime === undefined ? {} : { uptime: said.uptime }),
  seen
})

export const makeBook = (): Book => {
  const known = new Map<string, { readonly host: string; readonly probe: AnnouncedProbe }>()
  const forget = (now: number) => {
    for (const [key, { probe }] of known) if (now - probe.seen >= staleAfter) known.delete(key)
  }
  const hasRoomFor = (host: string): boolean => {
    const ofHost = [...known.values()].filter((entry) => entry.host === host)
    return known.size < most && ofHost.length < mostOfHost
  }
  return {
    hear: (said, host, now) => {
      const key = `${host} ${said.pid} ${said.wsPort}`
      if (said.type === "goodbye") return void known.delete(key)
      forget(now)
      if (known.has(key) || hasRoomFor(host)) known.set(key, { host, probe: probeOf(said, host, now) })
    },
    probes: (now) => {
      forget(now)
      return [...known.values()].map(({ probe }) => probe).toSorted((a, b) =>
        a.appName.localeCompare(b.appName) || a.pid - b.pid || a.port - b.port
      )
    }
  }
}

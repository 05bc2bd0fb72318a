import type { AnnouncedProbe, DiscoveryState } from "../../services/Discovery.ts"
import type { ProbeInfo } from "../../services/ProbeSocket.ts"

const isLoopback = (host: string): boolean => host === "localhost" || host === "[::1]" || host.startsWith("127.")

/** Whether an address is that of an announced probe, whatever this machine is called in it. */
const leadsTo = (address: string, probe: AnnouncedProbe): boolean => {
  if (!URL.canParse(address)) return false
  const [asked, announced] = [new URL(address), new URL(probe.url)]
  return asked.port === announced.port &&
    (asked.hostname === announced.hostname || (isLoopback(asked.hostname) && isLoopback(announced.hostname)))
}

const probesOf = (state: DiscoveryState): ReadonlyArray<AnnouncedProbe> =>
  state._tag === "listening" ? state.probes : []

/** The newest of a port: of an application that was killed the announcement stays for a while. */
const newestAt = (address: string, state: DiscoveryState): AnnouncedProbe | undefined =>
  probesOf(state).filter((probe) => leadsTo(address, probe)).toSorted((a, b) => b.seen - a.seen)[0]

/** A probe does not tell its pid over the connection; its announcement does. */
export const withPid = (probe: ProbeInfo | undefined, state: DiscoveryState): ProbeInfo | undefined => {
  if (probe === undefined || probe.pid !== undefined) return probe
  const announced = newestAt(probe.url, state)
  return announced === undefined ? probe : { ...probe, pid: announced.pid }
}

/** Who announced itself, as data; `url` is where the bridge connects to. */
export const announcedData = (state: DiscoveryState, url: string) => {
  const current = newestAt(url, state)
  return {
    listening: state._tag === "listening",
    probes: probesOf(state).map((probe) => ({ ...probe, current: probe === current }))
  }
}

export const announcedLine = ({ appName, pid, url }: AnnouncedProbe): string =>
  `${JSON.stringify(appName)} pid ${pid} ${url}`

/** The same as text. */
export const announcedLines = (state: DiscoveryState, url: string): ReadonlyArray<string> => {
  switch (state._tag) {
    case "off":
      return []
    case "failed":
      return [`announced: unknown, UDP ${state.port} cannot be listened on (${state.reason})`]
    case "listening": {
      const current = newestAt(url, state)
      return state.probes.map((probe) => `announced: ${announcedLine(probe)}${probe === current ? " (this one)" : ""}`)
    }
  }
}

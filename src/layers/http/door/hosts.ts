import { localhostAllowedHostnames, validateHostHeader, validateOriginHeader } from "@modelcontextprotocol/server"

/** A host name or address with an optional port and nothing else, as browsers send it. */
const spelled = /^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i

/** A host as a URL has it: IPv6 in brackets, and its canonical spelling; undefined where it is none. */
const canonical = (host: string): string | undefined => {
  const url = `http://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}`
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

/** Is an address to listen on reachable from this machine alone? */
export const isLoopback = (host: string): boolean => {
  const name = canonical(host)
  return name !== undefined && (localhostAllowedHostnames().includes(name) || /^127(?:\.\d+){3}$/.test(name))
}

/** The host names of a door that is bound to `host`; undefined where every name is right. */
export const namesOf = (host: string): Array<string> | undefined =>
  isLoopback(host) ? [...new Set([...localhostAllowedHostnames(), canonical(host) ?? host])] : undefined

/** What is wrong with a `Host` header, with any port; undefined where nothing is. */
export const hostFault = (header: string | undefined, names: Array<string> | undefined): string | undefined => {
  if (header === undefined || header === "") return "Missing Host header"
  if (!spelled.test(header)) return "Invalid Host header"
  if (names === undefined) return undefined
  const checked = validateHostHeader(header, names)
  return checked.ok ? undefined : `${checked.message}; only ${names.join(", ")} are served here`
}

/**
 * What is wrong with an `Origin` header: it may be absent, a page of this machine, or where the door is open to others
 * (`names` undefined) a page of the same host.
 */
export const originFault = (
  header: string | undefined,
  host: string | undefined,
  names: Array<string> | undefined
): string | undefined => {
  const own = names === undefined ? [canonical(host?.replace(/:\d+$/, "") ?? "") ?? ""] : names
  const checked = validateOriginHeader(header, [...localhostAllowedHostnames(), ...own])
  return checked.ok ? undefined : `${checked.message.slice(0, 200)}; pages of other hosts may not call this server`
}

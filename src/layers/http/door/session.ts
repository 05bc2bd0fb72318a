import * as Cookies from "effect/http/Cookies"

/** Cookies belong to a host name with all its ports, so the name has the port: two servers do not log each other out. */
export const cookieName = (host: string | undefined): string =>
  `qtmcp_session_${/:(\d+)$/.exec(host ?? "")?.[1] ?? "80"}`

/** The session id of a `Cookie` header. */
export const sessionOf = (cookie: string | undefined, host: string | undefined): string | undefined =>
  cookie === undefined ? undefined : Cookies.parseHeader(cookie)[cookieName(host)]

/** What of a request says which page sent it. */
export interface Sender {
  readonly method: string | undefined
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly upgrade: string | undefined
  /** `Sec-Fetch-Site` and `Sec-Fetch-Mode`, where the browser sends them. */
  readonly site: string | undefined
  readonly mode: string | undefined
}

/**
 * May this request use the cookie that came with it? Browsers send it with every request to the host, whichever page makes
 * it, and to `SameSite` all ports of a host are one site. So what changes anything, and a WebSocket, has to name this very
 * server as its origin, and no other page may read or embed anything; a person may come from anywhere.
 */
export const mayUseSession = ({ host, method, mode, origin, site, upgrade }: Sender): boolean => {
  const isLooking = (method === "GET" || method === "HEAD") && upgrade === undefined
  const isOwn = origin !== undefined && host !== undefined &&
    origin.toLowerCase().replace(/^https?:\/\//, "") === host.toLowerCase()
  if (!isLooking) return isOwn
  return site === undefined
    ? origin === undefined || isOwn
    : ["same-origin", "none"].includes(site) || mode === "navigate"
}

import * as http from "node:http"

/** What a door lets through. Times are milliseconds. */
export interface Limits {
  /** Connections open at once; one more is closed at once. */
  readonly connections: number
  /** Bytes of a request's line and headers. */
  readonly headerBytes: number
  /** How long the headers of a request may take. */
  readonly headerTime: number
  /** How long a whole request may take to arrive; its answer may stream for as long as it likes. */
  readonly requestTime: number
  /** How long a connection may stay open between two requests. */
  readonly idleTime: number
  /** Bytes of a request's body. */
  readonly bodyBytes: number
  /** Bytes of one WebSocket message. */
  readonly frameBytes: number
  /** Requests a client may make at once; as many come back in `rateTime`. */
  readonly rate: number
  readonly rateTime: number
}

/** Far beyond what clients of one application do, and far below what would hurt it. */
export const defaults: Limits = {
  connections: 256,
  headerBytes: 16_384,
  headerTime: 10_000,
  requestTime: 60_000,
  idleTime: 30_000,
  bodyBytes: 4 * 1024 * 1024,
  frameBytes: 1024 * 1024,
  rate: 1000,
  rateTime: 2000
}

/** How often Node looks for requests that take too long. */
const checking = (limits: Limits): number => Math.ceil(Math.min(limits.headerTime, limits.requestTime) / 4)

/** A server, not listening yet, that holds the limits which are its own: connections, headers, times. */
export const createServer = (limits: Limits): http.Server => {
  const server = http.createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headerTime,
    requestTimeout: limits.requestTime,
    keepAliveTimeout: limits.idleTime,
    connectionsCheckingInterval: checking(limits)
  })
  server.maxConnections = limits.connections
  return server
}

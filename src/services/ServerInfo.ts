import * as Context from "effect/Context"

/** How a server introduces itself. */
export interface ServerInfo {
  /** For programs, such as `codebook`. */
  readonly name: string
  /** For people; the name where absent. */
  readonly title?: string
  readonly version: string
  /** What every agent is told once; hosts cut it at 2 KB. */
  readonly instructions?: string
}

/** The introduction of an application that embeds the bridge; undefined where the bridge speaks for itself. */
export const ServerInfo = Context.Reference<ServerInfo | undefined>("qtmcp/services/ServerInfo", {
  defaultValue: () => undefined
})

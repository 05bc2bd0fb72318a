import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"

/** A probe that announced itself. Its texts are a stranger's: cut, and without characters that could hide something. */
export interface AnnouncedProbe {
  /** Where it can be connected to; nothing does so by itself. */
  readonly url: string
  readonly appName: string
  readonly pid: number
  readonly port: number
  readonly qtVersion?: string
  readonly hostname?: string
  readonly mode?: string
  /** Seconds the application ran when it announced itself last. */
  readonly uptime?: number
  /** When it announced itself last, epoch milliseconds. */
  readonly seen: number
}

/** `since` is when the listening began; a probe announces itself every 5 s (probe protocol notes §11). */
export type DiscoveryState =
  | { readonly _tag: "off" }
  | { readonly _tag: "failed"; readonly port: number; readonly reason: string }
  | {
    readonly _tag: "listening"
    readonly port: number
    readonly since: number
    readonly probes: ReadonlyArray<AnnouncedProbe>
  }

/** Hears the probes that announce themselves. Only the newest generation does, and what says goodbye or falls silent goes. */
export class Discovery extends Context.Service<Discovery, {
  /** Who is there; begins to listen where that has not begun. */
  readonly state: Effect.Effect<DiscoveryState>
}>()("qtmcp/services/Discovery") {}

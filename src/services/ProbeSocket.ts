import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type * as SubscriptionRef from "effect/SubscriptionRef"
import type { ProbeError } from "./ProbeError.ts"

/** `seed` is QtMCP 0.1, `newest` is qtPilot 0.3: told apart by the `Server` header and `qt.version`. */
export type Generation = "seed" | "newest"

/** What is known of the probe at the other end. */
export interface ProbeInfo {
  readonly url: string
  readonly generation: Generation
  /** `Server` header of the handshake, such as `qtPilot`. */
  readonly server: string
  /** `version` of `qt.version`; both generations say 0.1.0. */
  readonly version: string
  readonly appName?: string
  readonly appVersion?: string
  /** Title of the window in front when the connection was made. */
  readonly title?: string
  readonly pid?: number
}

/** The connection as a tool or a person sees it. Times are epoch milliseconds. */
export type ProbeState =
  | { readonly _tag: "idle" }
  | { readonly _tag: "connecting"; readonly attempt: number; readonly of: number; readonly nextAt?: number }
  | { readonly _tag: "ready"; readonly probe: ProbeInfo; readonly since: number; readonly connection: number }
  | {
    readonly _tag: "blocked"
    readonly probe: ProbeInfo
    readonly since: number
    readonly connection: number
    readonly method: string
  }
  | { readonly _tag: "down"; readonly reason: string; readonly closeCode?: number }

/** A message of the probe without an id: `method` has its prefix removed (`signalEmitted`, `eventCaptured` …). */
export interface ProbeNotification {
  readonly method: string
  readonly params: unknown
  /** Its place among all that arrived, from 1: a reader that sees a gap has lost what was between. */
  readonly number?: number
}

/** Totals since the start of the bridge. */
export interface ProbeCounts {
  readonly calls: number
  readonly failures: number
  readonly drops: number
  readonly reconnects: number
  readonly notifications: number
  /** Frames that belonged to nothing: malformed, or an answer to an id that nobody waits for any more. */
  readonly strays: number
}

export interface CallOptions {
  /** Deadline of this call; the `--call-timeout` setting (30 s) where absent. */
  readonly timeout?: Duration.Input
  /**
   * For an action: do not wait for the deadline once the application has been silent for the blocked threshold (3 s),
   * because whatever the action opened must be driven now.
   */
  readonly action?: boolean
}

/**
 * The JSON-RPC connection to the probe: lazy (the first call connects), single-flight, reconnecting, and polite when it
 * leaves. The probe's `{result, meta}` envelope is unwrapped.
 */
export class ProbeSocket extends Context.Service<ProbeSocket, {
  readonly call: (
    method: string,
    params?: Readonly<Record<string, unknown>>,
    options?: CallOptions
  ) => Effect.Effect<unknown, ProbeError>
  /** The probe at the other end; connects where there is no connection. */
  readonly probe: Effect.Effect<ProbeInfo, ProbeError>
  /** Notifications from now on. A reader that lags loses the oldest (bounded). */
  readonly notifications: Stream.Stream<ProbeNotification>
  readonly state: SubscriptionRef.SubscriptionRef<ProbeState>
  /** Connects to `url` (the configured one where absent); the old connection is kept until the new one has answered. */
  readonly connect: (url?: string) => Effect.Effect<ProbeInfo, ProbeError>
  /** Leaves politely; the next call connects again. */
  readonly disconnect: Effect.Effect<void>
  /** The address the next connection goes to. */
  readonly url: Effect.Effect<string>
  readonly counts: Effect.Effect<ProbeCounts>
}>()("qtmcp/services/ProbeSocket") {}

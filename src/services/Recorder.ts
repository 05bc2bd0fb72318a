import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { ProbeError, Refused, UnexpectedAnswer } from "./ProbeError.ts"
import type { DeadRef } from "./Refs.ts"

/** One object to listen to. */
export interface RecordingTarget {
  /** A ref, path or name. */
  readonly object: string
  /** Those of its class where absent. */
  readonly signals?: ReadonlyArray<string> | undefined
  /** Also what is inside it. */
  readonly recursive?: boolean | undefined
}

export interface RecordingOptions {
  /** Every widget of a known class where absent. */
  readonly targets?: ReadonlyArray<RecordingTarget> | undefined
  /** Also objects that are created; default true. */
  readonly lifecycle?: boolean | undefined
  /** Also mouse, keyboard, focus and window events; default true. */
  readonly events?: boolean | undefined
}

/** What happened, `t` seconds after the start: a signal, an event of the user, a new object, or a gap in the recording. */
export interface RecordedEvent {
  readonly t: number
  readonly type: "signal" | "event" | "object_created" | "reconnected"
  /** Path of the object; the address for a reconnection. */
  readonly object: string
  readonly name?: string
  readonly [field: string]: unknown
}

export interface RecordingStatus {
  readonly recording: boolean
  readonly subscriptions: number
  /** Objects that are listened to. */
  readonly targets: number
  readonly captureEvents: boolean
  readonly lifecycle: boolean
  readonly eventCount: number
  /** The oldest events, given up for newer ones. */
  readonly dropped: number
  /** Seconds from the start to now or to the stop. */
  readonly duration: number
  /** What cannot be recorded, or no longer, and why. */
  readonly notes: ReadonlyArray<string>
}

export type RecordingError = ProbeError | UnexpectedAnswer | Refused | DeadRef

/** Records what the user does in the application. One recording at a time; it goes on after a reconnect. */
export class Recorder extends Context.Service<Recorder, {
  readonly start: (options: RecordingOptions) => Effect.Effect<RecordingStatus, RecordingError>
  /** Ends the recording; works without a connection too. */
  readonly stop: Effect.Effect<RecordingStatus & { readonly events: ReadonlyArray<RecordedEvent> }, Refused>
  readonly status: Effect.Effect<RecordingStatus>
}>()("qtmcp/services/Recorder") {}

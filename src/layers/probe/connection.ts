import * as Schema from "effect/Schema"

/** Why a connection ended: the WebSocket close code and what came with it. */
export interface Closed {
  readonly code: number
  readonly reason: string
}

/** What a connection tells its owner, synchronously and in the order of the wire. */
export interface Handlers {
  /** A whole message; a binary one comes as the empty text. */
  readonly onMessage: (text: string) => void
  /** A part of a large message arrived that is not complete yet. */
  readonly onPart: () => void
  /** Once, for a connection that was open. */
  readonly onClose: (closed: Closed) => void
  /** Is an answer awaited? Decides whether a large answer is hurried (see `hurry.ts`). */
  readonly awaiting: () => boolean
}

export interface Connection {
  /** `Server` header of the handshake; empty where there is none. */
  readonly server: string
  readonly send: (text: string) => void
  readonly isOpen: () => boolean
  /** Reads on, or not for now: then the other side has to wait. */
  readonly listen?: (on: boolean) => void
}

/** The address refused, did not answer, or is not a WebSocket server. */
export class OpenFailed extends Schema.TaggedError<OpenFailed>()("OpenFailed", { reason: Schema.String }) {}

import * as Schema from "effect/Schema"

/** Why a connection ended: the WebSocket close code and what came with it. */
export interface Closed {
  readonly code: number
  readonly reason: string
}

/** What a connection tells its owner, synchronously and in the order of the wire. */
export interface Handlers {
  readonly onMessage: (text: string) => void
  /** Bytes arrived, be it a part of a message. */
  readonly onActivity: () => void
  readonly onClose: (closed: Closed) => void
  /** Is an answer awaited? Decides whether a large answer is hurried (see `webSocket.ts`). */
  readonly awaiting: () => boolean
}

export interface Connection {
  /** `Server` header of the handshake; empty where there is none. */
  readonly server: string
  readonly send: (text: string) => void
  readonly isOpen: () => boolean
}

/** The address refused, did not answer, or is not a WebSocket server. */
export class OpenFailed extends Schema.TaggedError<OpenFailed>()("OpenFailed", { reason: Schema.String }) {}

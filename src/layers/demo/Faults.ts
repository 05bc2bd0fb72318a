/** What goes wrong on purpose. Every field can be changed while the application runs. */
export interface Faults {
  /** Accepts, never answers anything, not even a ping or a close frame. */
  readonly silent?: boolean
  /** These methods are never answered. */
  readonly silentMethods?: ReadonlyArray<string>
  /** Milliseconds before every answer. */
  readonly slow?: number
  /** Destroys the TCP connection when this method arrives. */
  readonly dropDuring?: string
  /** Around every answer also malformed JSON, an array, an unknown id, a null-id error, a binary frame, a duplicate. */
  readonly garbage?: boolean
  /** Every client gets 101, then close 1008. */
  readonly busy?: boolean
  /** `echo` answers with this many bytes more. */
  readonly huge?: number
  /** Answers over 32 kB go in two TCP segments, the second only after any frame of the client. */
  readonly holdSecondSegment?: boolean
  /** Close frames are not answered. */
  readonly ignoreClose?: boolean
}

/** The frames `garbage` sends before an answer; the answer itself is then sent twice. */
export const garbageFrames: ReadonlyArray<string> = [
  "{\"jsonrpc\":\"2.0\",\"id\":",
  "[1,2,3]",
  "{\"jsonrpc\":\"2.0\",\"id\":987654321,\"result\":{}}",
  "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"Parse error\"}}"
]

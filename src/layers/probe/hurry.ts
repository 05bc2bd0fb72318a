import type { Duplex } from "node:stream"
import type { WebSocket } from "ws"
import { makeMessageBoundary } from "./messageBoundary.ts"

/** Answers below this arrive whole; what is announced as larger is watched. */
const large = 16 * 1024

/**
 * The probe's socket has Nagle's algorithm on and our kernel delays its ACK, so an answer of over 32 kB waits some 43 ms
 * behind its own header. Any frame sent the moment the first part has arrived carries the ACK with it (probe protocol
 * notes §17): one for each large answer, none for the others. It is a pong that nobody asked for (RFC 6455 §5.5.3): the
 * reply to a ping would be one more segment without an ACK, which holds back the next answer in the same way.
 *
 * To be called after the socket has its own listeners, so that the message a chunk completes has been delivered before.
 */
export const hurryLargeAnswers = (
  socket: WebSocket,
  stream: Duplex,
  { awaiting, onPart }: { readonly awaiting: () => boolean; readonly onPart: () => void }
): void => {
  const boundary = makeMessageBoundary()
  let hurried = 0
  stream.on("data", (chunk: Uint8Array) => {
    boundary.feed(chunk)
    if (boundary.unfinished() <= large) return
    onPart()
    if (boundary.begun() === hurried || !awaiting() || socket.readyState !== socket.OPEN) return
    hurried = boundary.begun()
    socket.pong()
  })
}

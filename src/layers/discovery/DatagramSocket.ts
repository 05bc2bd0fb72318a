import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as dgram from "node:dgram"

/** The port could not be bound. */
export class ListenFailed extends Schema.TaggedError<ListenFailed>()("ListenFailed", { reason: Schema.String }) {
  override get message(): string {
    return this.reason
  }
}

/**
 * Hears the datagrams of a UDP port until the scope ends. The port is shared with whoever else listens, and the socket
 * keeps no process alive.
 */
export const listen = Effect.fn("DatagramSocket.listen")(function*(
  port: number,
  onDatagram: (datagram: Buffer, from: string) => void
) {
  const socket = yield* Effect.acquireRelease(
    Effect.callback<dgram.Socket, ListenFailed>((resume) => {
      const made = dgram.createSocket({ type: "udp4", reuseAddr: true })
      made.once("error", (error) => {
        made.removeAllListeners().close()
        resume(new ListenFailed({ reason: error.message }))
      })
      made.bind(port, () => resume(Effect.succeed(made)))
    }),
    (made) => Effect.sync(() => void made.close())
  )
  socket.unref().removeAllListeners("error")
  // An error of one datagram is none of the listening.
  socket.on("error", () => undefined)
  socket.on("message", (datagram, { address }) => onDatagram(datagram, address))
})

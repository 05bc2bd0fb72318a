import * as Effect from "effect/Effect"
import { WebSocketServer } from "ws"

/** A WebSocket server that listens on a free port of this machine until the scope ends, and then cuts who is left. */
export const webSocketServer = Effect.acquireRelease(
  Effect.callback<WebSocketServer>((resume) => {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 })
    server.once("listening", () => resume(Effect.succeed(server)))
  }),
  (server) =>
    Effect.sync(() => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    })
)

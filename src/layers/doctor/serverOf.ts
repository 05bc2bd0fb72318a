import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as http from "node:http"

/** A close frame of a client: without a reason, and masked with nothing. */
const closeFrame = Buffer.from([0x88, 0x80, 0, 0, 0, 0])

const patience = "3 seconds"

/**
 * What a WebSocket server calls itself in its handshake (`qtPilot` or `QtMCP` are probes; probe protocol notes §1), empty
 * where it does not say; none where nothing at the address speaks WebSocket. It is asked nothing, and left politely.
 */
export const serverOf = (url: string): Effect.Effect<Option.Option<string>> =>
  Effect.callback<Option.Option<string>>((resume) => {
    const request = http.request(url.replace(/^ws/, "http"), {
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "cXRtY3AgaXMgYXNraW5nIQ=="
      }
    })
    request.on("upgrade", ({ headers }, socket) => {
      socket.on("error", () => undefined).end(closeFrame)
      resume(Effect.succeedSome(String(headers.server ?? "")))
    })
    request.on("response", () => resume(Effect.succeedNone))
    request.on("error", () => resume(Effect.succeedNone))
    request.end()
    return Effect.sync(() => void request.destroy())
  }).pipe(Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.succeedNone }))

import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { SessionLog } from "../../services/SessionLog.ts"
import type { Handlers } from "../probe/connection.ts"
import { decodeFrame } from "../probe/frames.ts"
import type { Transport } from "../probe/Transport.ts"
import type { Passwords } from "./Passwords.ts"

const decodeRequest = Schema.decodeUnknownSync(
  Schema.fromJsonString(
    Schema.Struct({ id: Schema.Int, method: Schema.String, params: Schema.optionalKey(Schema.Unknown) })
  )
)

interface Sent {
  readonly method: string
  readonly params: unknown
  readonly at: number
}

/** The messages of one connection as entries of the log. */
const makeScribe = (log: SessionLog["Service"], passwords: Passwords["Service"], now: () => number) => {
  const waiting = new Map<number, Sent>()
  return {
    sent: (text: string): void => {
      const { id, method, params } = decodeRequest(text)
      waiting.set(id, { method, params, at: now() })
      passwords.request(method, params)
      log.write(2, { dir: "req", id, method, params })
    },
    received: (text: string): void => {
      const frame = decodeFrame(text)
      if (frame._tag === "notification") {
        return log.write(3, { dir: "ntf", method: frame.method, params: passwords.notification(frame.params) })
      }
      // What cannot be read cannot be searched for secrets either.
      if (frame._tag === "stray") {
        return log.write(2, { dir: "err", error: `${text.length} characters that are no message` })
      }
      const { error, id, result } = frame
      const sent = waiting.get(id)
      waiting.delete(id)
      const { method, params } = sent ?? { method: "unknown", params: undefined }
      const about = { id, method, ...(sent === undefined ? {} : { dur_ms: now() - sent.at }) }
      passwords.answer(method, params, result)
      log.write(2, error === undefined ? { dir: "res", ...about, result } : { dir: "err", ...about, error })
    },
    closed: (code: number, reason: string): void =>
      log.write(2, { dir: "err", error: `the connection ended (${code}${reason === "" ? "" : ` ${reason}`})` })
  }
}

/** A transport whose messages are logged, as they are on the wire. */
export const loggedTransport = (
  transport: typeof Transport.Service,
  log: SessionLog["Service"],
  passwords: Passwords["Service"]
): typeof Transport.Service => ({
  open: Effect.fnUntraced(function*(url, handlers) {
    const clock = yield* Clock.Clock
    const scribe = makeScribe(log, passwords, () => clock.currentTimeMillisUnsafe())
    const watching: Handlers = {
      ...handlers,
      onMessage: (text) => {
        scribe.received(text)
        handlers.onMessage(text)
      },
      onClose: (closed) => {
        scribe.closed(closed.code, closed.reason)
        handlers.onClose(closed)
      }
    }
    const connection = yield* transport.open(url, watching)
    return {
      ...connection,
      send: (text: string) => {
        scribe.sent(text)
        connection.send(text)
      }
    }
  })
})

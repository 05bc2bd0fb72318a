import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { readAnnouncement } from "./Announcement.ts"
import { type Book, makeBook } from "./book.ts"
import { listen } from "./DatagramSocket.ts"
import type { IsOwn } from "./ownAddresses.ts"

export interface ListeningOptions {
  readonly port: number
  readonly isOwn: IsOwn
  /** Whether other machines count. */
  readonly lan: boolean
}

/**
 * Keeps book of what is announced until the scope ends. This machine's addresses are all `localhost`: a probe announces
 * itself from each interface.
 */
export const listening = Effect.fn("discovery.listening")(function*({ isOwn, lan, port }: ListeningOptions) {
  const clock = yield* Clock.Clock
  const book: Book = makeBook()
  yield* listen(port, (datagram, from) => {
    const now = clock.currentTimeMillisUnsafe()
    const own = isOwn(from, now)
    if (!own && !lan) return
    const said = readAnnouncement(datagram)
    if (said !== undefined) book.hear(said, own ? "localhost" : from, now)
  })
  return book
})

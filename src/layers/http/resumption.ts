import type { EventId, EventStore, JSONRPCMessage, StreamId } from "@modelcontextprotocol/server"
import * as Effect from "effect/Effect"

/** What a session keeps of what it sent: so many messages, and so many characters, the last message excepted. */
const kept = 256
const keptCharacters = 2_000_000

interface Sent {
  readonly number: number
  readonly stream: StreamId
  readonly message: JSONRPCMessage
  readonly characters: number
}

/** `12-STREAM`: the place of a message among all of its session, and the stream it belongs to. */
const idOf = (number: number, stream: StreamId): EventId => `${number}-${stream}`

const numberOf = (id: EventId): number => Number(id.slice(0, id.indexOf("-")))

const streamOf = (id: EventId): StreamId | undefined => /^\d+-(.+)$/s.exec(id)?.[1]

/**
 * The last messages of one session, so that a client whose stream was cut can come back for what it missed (2025-03-26 and
 * later, `Last-Event-ID`). What is no longer kept is left out of the replay.
 */
export const makeResumption = (): EventStore => {
  const messages: Array<Sent> = []
  let last = 0
  let characters = 0

  const forget = () => {
    while (messages.length > 1 && (messages.length > kept || characters > keptCharacters)) {
      characters -= messages.shift()?.characters ?? 0
    }
  }

  return {
    storeEvent: (stream, message) => {
      last += 1
      // The SDK begins a stream with an event that carries no message: it has a place, and nothing to be replayed.
      if ("jsonrpc" in message) {
        const size = JSON.stringify(message).length
        messages.push({ number: last, stream, message, characters: size })
        characters += size
        forget()
      }
      return Promise.resolve(idOf(last, stream))
    },
    getStreamIdForEventId: (id) => Promise.resolve(streamOf(id)),
    replayEventsAfter: (id, { send }) => {
      const stream = streamOf(id) ?? ""
      const missed = messages.filter((sent) => sent.stream === stream && sent.number > numberOf(id))
      const replay = Effect.forEach(
        missed,
        ({ message, number }) => Effect.promise(() => send(idOf(number, stream), message)),
        { discard: true }
      )
      return Effect.runPromise(Effect.as(replay, stream))
    }
  }
}

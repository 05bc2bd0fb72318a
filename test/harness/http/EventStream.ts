import * as Effect from "effect/Effect"
import * as Sse from "effect/encoding/Sse"
import { until } from "../mcp/until.ts"

/** Server-sent events as they arrive. */
export interface EventStream {
  readonly status: number
  readonly headers: Headers
  readonly events: ReadonlyArray<Sse.Event>
  readonly text: () => string
  /** Completes when the server has ended the stream. */
  readonly ended: Effect.Effect<void>
}

/** Opens a stream, which is left with the scope. */
export const open = Effect.fn("EventStream.open")(
  function*(url: string, headers: Readonly<Record<string, string>> = {}) {
    const events: Array<Sse.Event> = []
    const parser = Sse.makeParser((event) => {
      if (event._tag === "Event") events.push(event)
    })
    let text = ""
    let isEnded = false
    const signal = yield* Effect.abortSignal
    const response = yield* Effect.promise(() => fetch(url, { headers, signal }))
    const read = async () => {
      const decoder = new TextDecoder()
      for await (const chunk of response.body ?? []) {
        const part = decoder.decode(chunk, { stream: true })
        text += part
        parser.feed(part)
      }
      isEnded = true
    }
    yield* Effect.forkScoped(Effect.ignore(Effect.tryPromise(read)))
    const stream: EventStream = {
      status: response.status,
      headers: response.headers,
      events,
      text: () => text,
      ended: Effect.asVoid(until("the end of the stream", () => isEnded ? true : undefined, () => text.slice(-2000)))
    }
    return stream
  }
)

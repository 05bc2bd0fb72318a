import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Stream from "effect/Stream"
import { type Event, Events, type NewEvent } from "../services/Events.ts"
import { ProbeSocket } from "../services/ProbeSocket.ts"

const capacity = 2000
const pageSize = 100

/** The event bus in memory: the last 2,000 events. */
export const layer = Layer.effect(
  Events,
  Effect.gen(function*() {
    const pubsub = yield* PubSub.sliding<Event>(capacity)
    const held: Array<Event> = []
    let last = 0

    const publish = Effect.fnUntraced(function*(event: NewEvent) {
      const published: Event = { ...event, seq: last += 1, at: yield* Clock.currentTimeMillis }
      held.push(published)
      if (held.length > capacity) held.shift()
      PubSub.publishUnsafe(pubsub, published)
      return published
    })

    return Events.of({
      publish,
      page: ({ from, limit = pageSize, topic } = {}) =>
        Effect.sync(() => {
          const oldest = held[0]?.seq ?? last + 1
          const start = from ?? oldest
          const events = held.filter((event) => event.seq >= start && (topic === undefined || event.topic === topic))
            .slice(0, Math.max(1, limit))
          return {
            events,
            next: (events.at(-1)?.seq ?? Math.max(last, start - 1)) + 1,
            dropped: Math.max(0, oldest - start)
          }
        }),
      changes: Stream.fromPubSub(pubsub)
    })
  })
)

/** What the probe pushes becomes events of the topic `probe`. */
export const probeEvents = Layer.effectDiscard(
  Effect.gen(function*() {
    const events = yield* Events
    const socket = yield* ProbeSocket
    yield* socket.notifications.pipe(
      Stream.runForEach(({ method, params }) =>
        events.publish({ topic: "probe", type: method, data: params ?? {}, actor: "app" })
      ),
      Effect.forkScoped({ startImmediately: true })
    )
  })
)

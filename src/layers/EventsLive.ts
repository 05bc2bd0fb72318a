import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Stream from "effect/Stream"
import { type Event, Events, type NewEvent } from "../services/Events.ts"
import { type ProbeNotification, ProbeSocket } from "../services/ProbeSocket.ts"

const capacity = 2000
const pageSize = 100

/** What is no longer held of one topic. */
interface Evicted {
  readonly count: number
  readonly last: number
}

/** The event bus in memory: the last 2,000 events. */
export const layer = Layer.effect(
  Events,
  Effect.gen(function*() {
    const pubsub = yield* Effect.acquireRelease(PubSub.sliding<Event>(capacity), PubSub.shutdown)
    const held: Array<Event> = []
    const evicted = new Map<string, Evicted>()
    let last = 0

    const publish = Effect.fnUntraced(function*(event: NewEvent) {
      const at = yield* Clock.currentTimeMillis
      const published: Event = { ...event, seq: last += 1, at }
      held.push(published)
      const gone = held.length > capacity ? held.shift() : undefined
      if (gone !== undefined) {
        evicted.set(gone.topic, { count: (evicted.get(gone.topic)?.count ?? 0) + 1, last: gone.seq })
      }
      yield* PubSub.publish(pubsub, published)
      return published
    })

    const missing = (topic: string | undefined, from: number): number => {
      const { count, last: end } = topic === undefined
        ? { count: Infinity, last: (held[0]?.seq ?? 1) - 1 }
        : evicted.get(topic) ?? { count: 0, last: 0 }
      return Math.max(0, Math.min(count, end - Math.max(from, 1) + 1))
    }

    return Events.of({
      publish,
      page: ({ from = 1, limit = pageSize, topic } = {}) =>
        Effect.sync(() => {
          const matching = held.filter((event) => event.seq >= from && (topic === undefined || event.topic === topic))
          const events = matching.slice(0, Math.max(0, limit))
          const end = events.length < matching.length ? events.at(-1)?.seq ?? from - 1 : last
          return { events, next: end + 1, dropped: missing(topic, from) }
        }),
      changes: Stream.fromPubSub(pubsub)
    })
  })
)

/** What the probe pushes becomes events of the topic `probe`; so does the number of those that came too fast to be read. */
export const probeEvents = Layer.effectDiscard(
  Effect.gen(function*() {
    const events = yield* Events
    const socket = yield* ProbeSocket
    const publish = (type: string, data: unknown) => events.publish({ topic: "probe", type, data, actor: "app" })
    let seen = 0
    const take = Effect.fnUntraced(function*({ method, number = seen + 1, params }: ProbeNotification) {
      const lost = number - seen - 1
      seen = number
      if (lost > 0) yield* publish("dropped", { count: lost })
      yield* publish(method, params ?? {})
    })
    yield* socket.notifications.pipe(Stream.runForEach(take), Effect.forkScoped({ startImmediately: true }))
  })
)

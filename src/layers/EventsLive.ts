import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { Events } from "../services/Events.ts"
import { type ProbeNotification, ProbeSocket } from "../services/ProbeSocket.ts"
import { Journal } from "./events/Journal.ts"
import { read } from "./events/reader.ts"

const limits = { perTopic: 2000, inAll: 20_000, topics: 5000 }
const pageSize = 100

/**
 * The event bus in memory: the last 2,000 events of a topic and the last 20,000 of all. Everything that touches the memory
 * is one synchronous step, so that what several fibers publish has one order.
 */
export const layer = Layer.effect(
  Events,
  Effect.sync(() => {
    const journal = new Journal(limits)
    return Events.of({
      publish: (event) =>
        Effect.clockWith((clock) => Effect.sync(() => journal.append(event, clock.currentTimeMillisUnsafe()))),
      page: ({ from = 1, limit = pageSize, topic } = {}) =>
        Effect.sync(() => journal.page(topic, Math.max(1, from), Math.max(0, limit))),
      subscribe: ({ from, topic } = {}) => read(journal, topic, from),
      changes: read(journal, undefined, undefined).pipe(
        Stream.flatMap((one) => one._tag === "Event" ? Stream.succeed(one.event) : Stream.empty)
      ),
      forget: (topic) => Effect.sync(() => journal.forget(topic))
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

import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { type Event, Events, type NewEvent } from "../../services/Events.ts"
import * as EventsLive from "../EventsLive.ts"

/** How the bus of an application and that of the server are joined. */
export interface EventsOptions<R1, R2> {
  /**
   * What the application tells, so that agents and watchers of the server have it too. Where no stage of the stream waits,
   * they have it before the call ends that caused it.
   */
  readonly incoming?: Stream.Stream<NewEvent, never, R1>
  /**
   * Takes every event the server publishes: who called which tool, and what became of it. The publisher waits for it, so
   * that the application's subscribers have the event before the caller has its answer. It is not given `incoming`.
   */
  readonly outgoing?: (event: Event) => Effect.Effect<void, never, R2>
}

/** The server's memory of events, joined with the application's own bus. */
export const layerEvents = <R1 = never, R2 = never>(
  { incoming = Stream.empty, outgoing = () => Effect.void }: EventsOptions<R1, R2>
): Layer.Layer<Events, never, R1 | R2> =>
  Layer.effect(
    Events,
    Effect.gen(function*() {
      const events = Context.get(yield* Layer.build(EventsLive.layer), Events)
      const context = yield* Effect.context<R2>()
      yield* incoming.pipe(Stream.runForEach(events.publish), Effect.forkScoped({ startImmediately: true }))
      return Events.of({
        ...events,
        publish: (event) =>
          Effect.tap(events.publish(event), (published) => Effect.provideContext(outgoing(published), context))
      })
    })
  )

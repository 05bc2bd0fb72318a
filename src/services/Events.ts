import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"

/** What is published. */
export interface NewEvent {
  /** The stream it belongs to, such as `probe`. */
  readonly topic: string
  readonly type: string
  readonly data: unknown
  /** Who acted: an MCP client's name, `rest`, `ws`, `local`, or `app`. */
  readonly actor: string
}

/** `seq` grows by one from 1 with every event of the bus; `at` is epoch milliseconds. */
export interface Event extends NewEvent {
  readonly seq: number
  readonly at: number
}

export interface EventPage {
  readonly events: ReadonlyArray<Event>
  /** Pass it as `from` to read on. */
  readonly next: number
  /** Events of the topic from `from` on (all of them where absent) that are no longer held: at most so many are missing. */
  readonly dropped: number
}

/** The event bus: a bounded memory that can be paged by `seq`, and a stream of what comes. */
export class Events extends Context.Service<Events, {
  readonly publish: (event: NewEvent) => Effect.Effect<Event>
  /** At most `limit` events (100 where absent) with `seq >= from` (the oldest held where absent). */
  readonly page: (options?: {
    readonly topic?: string
    readonly from?: number
    readonly limit?: number
  }) => Effect.Effect<EventPage>
  /** Events from now on; a reader that lags loses the oldest. */
  readonly changes: Stream.Stream<Event>
}>()("qtmcp/services/Events") {}

import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"

/** What is published. */
export interface NewEvent {
  /** The stream it belongs to: `probe`, `tools`, `wire`, `connection`, the id of a task, or as an application likes. */
  readonly topic: string
  readonly type: string
  readonly data: unknown
  /** Who acted: an MCP client's name, `rest`, `ws`, `local`, or `app`. */
  readonly actor: string
  /** Epoch milliseconds, for an event that is told again after a restart; now where absent. */
  readonly at?: number
  /** Of an event that is told again: what it had, where that is more than the next; those between are gone. */
  readonly number?: number
  /** The first event of a topic that never makes room for later ones. */
  readonly keep?: true
}

/** `seq` grows by one from 1 with every event of the bus, `number` with every event of its topic; `at` is epoch milliseconds. */
export interface Event extends NewEvent {
  readonly seq: number
  readonly number: number
  readonly at: number
}

export interface EventPage {
  readonly events: ReadonlyArray<Event>
  /** Pass it as `from` to read on. */
  readonly next: number
  /** Events of the topic from `from` on (all of them where absent) that are no longer held: at most so many are missing. */
  readonly dropped: number
}

/** Stands in a subscription for events that were gone before they could be read. */
export interface Dropped {
  readonly _tag: "Dropped"
  /** How many, at most. */
  readonly count: number
}

/** An element of a subscription. */
export type Subscribed = { readonly _tag: "Event"; readonly event: Event } | Dropped

/** The event bus: a bounded memory that can be paged by `seq`, and streams of what comes. */
export class Events extends Context.Service<Events, {
  readonly publish: (event: NewEvent) => Effect.Effect<Event>
  /** At most `limit` events (100 where absent) with `seq >= from` (the oldest held where absent). */
  readonly page: (options?: {
    readonly topic?: string
    readonly from?: number
    readonly limit?: number
  }) => Effect.Effect<EventPage>
  /**
   * Events with `seq >= from` (from now on where absent), first those that are held and then those that come. It reads at
   * its own pace from the common memory: a slow reader costs nobody anything, and is told how many it missed.
   */
  readonly subscribe: (options?: {
    readonly topic?: string
    readonly from?: number
  }) => Stream.Stream<Subscribed>
  /** Events from now on; a reader that lags loses the oldest. */
  readonly changes: Stream.Stream<Event>
  /** Lets go of the events of a topic, which has ended for good. */
  readonly forget: (topic: string) => Effect.Effect<void>
}>()("qtmcp/services/Events") {}

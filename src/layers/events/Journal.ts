import type { Event, EventPage, NewEvent } from "../../services/Events.ts"
import { placeOf, type Slot, Topic } from "./Topic.ts"

/** How much is held. */
export interface Limits {
  /** Events of one topic, so that a flood in one never costs another its events. */
  readonly perTopic: number
  /** Events of all topics together. */
  readonly inAll: number
  /** Topics whose count is known. */
  readonly topics: number
}

/**
 * The memory of the bus: every event once, in the order of `seq`, bounded per topic and in all. What makes room is counted
 * by the gap it leaves: `seq` and a topic's `number` have none otherwise.
 */
export class Journal {
  readonly #limits: Limits
  readonly #topics = new Map<string, Topic>()
  readonly #readers = new Set<() => void>()
  #slots: Array<Slot> = []
  #held = 0
  /** Nothing before it in `#slots` may make room any more. */
  #oldest = 0
  #last = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** What there is of it in memory; `slots` counts what made room and was not cleared away yet. */
  get size(): { readonly held: number; readonly slots: number; readonly topics: number } {
    return { held: this.#held, slots: this.#slots.length, topics: this.#topics.size }
  }

  append(event: NewEvent, now: number): Event {
    const topic = this.#topic(event.topic)
    // The topics stay in the order in which they were published to last.
    this.#topics.delete(event.topic)
    this.#topics.set(event.topic, topic)
    topic.isForgotten = false
    topic.count = Math.max(topic.count + 1, event.number ?? 0)
    const appended: Event = { ...event, at: event.at ?? now, seq: this.#last += 1, number: topic.count }
    const slot: Slot = { event: appended, gone: false }
    topic.slots.push(slot)
    this.#slots.push(slot)
    this.#held += 1
    if (topic.slots.length > this.#limits.perTopic) this.#evict(topic)
    if (this.#held > this.#limits.inAll) this.#evictOldest()
    if (this.#topics.size > this.#limits.topics) this.#forgetQuietest()
    this.#compact()
    for (const wake of topic.readers) wake()
    for (const wake of this.#readers) wake()
    return appended
  }

  /** Held events of this `seq` and later ones, at most `limit`. */
  from(topic: string | undefined, seq: number, limit: number): ReadonlyArray<Event> {
    const slots = topic === undefined ? this.#slots : this.#topics.get(topic)?.slots ?? []
    const events: Array<Event> = []
    for (let place = placeOf(slots, seq); place < slots.length && events.length < limit; place += 1) {
      const slot = slots[place]
      if (slot !== undefined && !slot.gone) events.push(slot.event)
    }
    return events
  }

  /** How many events there were before `seq`, at least; those of the whole bus are known exactly. */
  before(topic: string | undefined, seq: number): number {
    if (topic === undefined) return Math.min(seq - 1, this.#last)
    return this.#topics.get(topic)?.before(seq) ?? 0
  }

  /** How many events there ever were; of the whole bus it is the last `seq`. */
  count(topic?: string): number {
    return topic === undefined ? this.#last : this.#topics.get(topic)?.count ?? 0
  }

  page(topic: string | undefined, from: number, limit: number): EventPage {
    const found = this.from(topic, from, limit + 1)
    const events = found.slice(0, limit)
    const isAll = events.length === found.length
    const next = isAll ? this.#last + 1 : (events.at(-1)?.seq ?? from - 1) + 1
    const end = isAll ? this.count(topic) : this.before(topic, next)
    return { events, next, dropped: Math.max(0, end - this.before(topic, from) - events.length) }
  }

  /** Calls `wake` for every event to come; gives how to end that. */
  watch(topic: string | undefined, wake: () => void): () => void {
    if (topic === undefined) {
      this.#readers.add(wake)
      return () => this.#readers.delete(wake)
    }
    const watched = this.#topic(topic)
    watched.readers.add(wake)
    return () => {
      watched.readers.delete(wake)
      if (watched.isUnused) this.#topics.delete(topic)
    }
  }

  forget(name: string): void {
    const topic = this.#topics.get(name)
    if (topic === undefined) return
    this.#held -= topic.slots.length
    topic.clear()
    if (topic.isUnused) this.#topics.delete(name)
    for (const wake of topic.readers) wake()
  }

  #topic(name: string): Topic {
    const topic = this.#topics.get(name) ?? new Topic()
    this.#topics.set(name, topic)
    return topic
  }

  #evict(topic: Topic): void {
    topic.evict()
    this.#held -= 1
  }

  #evictOldest(): void {
    const isFixed = ({ event, gone }: Slot) => gone || (event.keep === true && event.number === 1)
    for (let slot = this.#slots[this.#oldest]; slot !== undefined && isFixed(slot); slot = this.#slots[this.#oldest]) {
      this.#oldest += 1
    }
    const topic = this.#topics.get(this.#slots[this.#oldest]?.event.topic ?? "")
    if (topic !== undefined) this.#evict(topic)
  }

  #forgetQuietest(): void {
    for (const [name, topic] of this.#topics) {
      if (topic.readers.size === 0) return this.forget(name)
    }
  }

  /** What is gone leaves the list when it is half of it. */
  #compact(): void {
    if (this.#slots.length < 2 * this.#held + 1000) return
    this.#slots = this.#slots.filter(({ gone }) => !gone)
    this.#oldest = 0
  }
}

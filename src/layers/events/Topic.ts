import type { Event } from "../../services/Events.ts"

/** An event in the memory of the bus, until it makes room. */
export interface Slot {
  readonly event: Event
  gone: boolean
}

/** The place of the first event of this `seq` or a later one. */
export const placeOf = (slots: ReadonlyArray<Slot>, seq: number): number => {
  let [low, high] = [0, slots.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((slots[middle]?.event.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return low
}

/** What is held of one topic, in order, and how much of it there ever was. */
export class Topic {
  readonly slots: Array<Slot> = []
  /** Wakes those who wait for more. */
  readonly readers = new Set<() => void>()
  count = 0
  /** Nothing of it is held or will be asked for by number, unless somebody still reads. */
  isForgotten = false
  #lastGone = 0

  get isUnused(): boolean {
    return this.readers.size === 0 && (this.isForgotten || this.count === 0)
  }

  /** Lets go of the oldest event; of the first one of all only where it is not to be kept. */
  evict(): void {
    const [first] = this.slots
    const [slot] = this.slots.splice(first?.event.keep === true && this.slots.length > 1 ? 1 : 0, 1)
    if (slot !== undefined) this.#let(slot)
  }

  clear(): void {
    for (const slot of this.slots.splice(0)) this.#let(slot)
    this.isForgotten = true
  }

  /** How many events of the topic are older than `seq`: at least so many, exactly where the neighbours are held. */
  before(seq: number): number {
    const place = placeOf(this.slots, seq)
    const next = this.slots[place]?.event.number ?? this.count + 1
    return Math.max(this.slots[place - 1]?.event.number ?? 0, next - 1 - Math.max(0, this.#lastGone - seq + 1))
  }

  #let(slot: Slot): void {
    slot.gone = true
    this.#lastGone = Math.max(this.#lastGone, slot.event.seq)
  }
}
